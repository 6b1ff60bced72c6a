import type { Take } from "@veedor/quick-count";
import { Section, StateBadge } from "@veedor/ui";
import { type Figures, useFigures } from "../quick-count/figures.ts";
import type { QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { useWords, type Words } from "../words/words.tsx";

type Sign = {
  readonly title: string;
  readonly words: string;
  readonly state: "raised" | "quiet" | "unknown";
};

const TONES = { raised: "bad", quiet: "good", unknown: "plain" } as const;

/** The alarm in words: three signs that what arrived is not like what was drawn. */
export function BiasSection({ record, take }: { readonly record: QuickCountRecord; readonly take: Take }) {
  const words = useWords();
  const figures = useFigures();
  const { text } = words;
  const signs = [differenceSign, driftSign, sizeSign].map((sign) => sign(record, take, words, figures));
  return (
    <Section title={text("replay.page-bias-title")} reading={<p>{text("replay.page-bias-reading")}</p>}>
      <ul className="bias-signs">
        {signs.map(({ title, words: said, state }) => (
          <li key={title}>
            <h3>{title}</h3>
            <StateBadge tone={TONES[state]}>{text(`replay.page-sign-${state}`)}</StateBadge>
            <p>{said}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function differenceSign({ plan }: QuickCountRecord, { bias }: Take, { text }: Words, figures: Figures): Sign {
  const title = text("replay.page-sign-difference");
  const { largest } = bias;
  if (largest === null || largest.difference === null)
    return { title, words: text("replay.page-sign-difference-none"), state: "unknown" };
  const words = text("replay.page-sign-difference-words", {
    group: largest.group,
    column: largest.column,
    points: figures.points(largest.difference),
    direction: largest.difference < 0 ? "behind" : "ahead",
    threshold: figures.points(plan.gate.arrivalDifference, 0),
  });
  return { title, words, state: bias.raised.includes("arrival-differs") ? "raised" : "quiet" };
}

function driftSign({ plan }: QuickCountRecord, take: Take, { text }: Words, figures: Figures): Sign {
  const title = text("replay.page-sign-drift");
  const { drift, raised } = take.bias;
  if (drift === null) return { title, words: text("replay.page-sign-drift-none"), state: "unknown" };
  const state = raised.includes("estimate-drifts") ? "raised" : "quiet";
  const words = text("replay.page-sign-drift-words", {
    drifts: state === "raised" ? "yes" : "no",
    z: figures.decimal(drift.z, 2),
    probability: figures.probability(drift.probability),
    level: figures.percent(plan.gate.driftLevel),
    complete: take.usable === take.designed ? "yes" : "no",
    points: figures.signedPoints(drift.projected, 2),
  });
  return { title, words, state };
}

function sizeSign(_record: QuickCountRecord, { bias }: Take, { text }: Words, figures: Figures): Sign {
  const title = text("replay.page-sign-size");
  const { size, raised } = bias;
  if (size === null) return { title, words: text("replay.page-sign-size-none"), state: "unknown" };
  const words = text("replay.page-sign-size-words", {
    percent: figures.percent(Math.abs(size.relative)),
    direction: size.relative < 0 ? "fewer" : "more",
    z: figures.decimal(size.z, 2),
  });
  return { title, words, state: raised.includes("station-sizes-differ") ? "raised" : "quiet" };
}
