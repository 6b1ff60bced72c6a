import type { Take } from "@veedor/quick-count";
import type { Words } from "../words/words.tsx";
import type { Figures } from "./figures.ts";
import type { QuickCountRecord } from "./quick-count-record.ts";

/** How a take's figures were made and what was missing; no figure stands without it. */
export function methodInWords(
  { plan }: QuickCountRecord,
  take: Take,
  words: Words,
  figures: Figures,
): string {
  const { text } = words;
  const notes = take.figures?.notes ?? [];
  const single = notes.filter(({ reports }) => reports === 1).length;
  const represented = notes.filter(({ treatment }) => treatment === "reweight").length;
  const unrepresented = notes.filter(({ treatment }) => treatment === "unrepresented").length;
  return [
    text("replay.page-method", {
      headline: take.headline,
      shares: text(`replay.page-shares-of-${plan.denominator}`),
      level: figures.percent(plan.level, 0),
      stations: take.usable,
      strata: take.strata.length,
    }),
    text("replay.page-method-missing", {
      designed: take.designed,
      arrived: take.arrived,
      rate: figures.percent(take.arrived / take.designed),
      missing: take.designed - take.arrived,
      unusable: take.arrived - take.usable,
    }),
    ...(single > 0 ? [text("replay.page-strata-single", { strata: single })] : []),
    ...(represented > 0 ? [text("replay.page-strata-represented", { strata: represented })] : []),
    ...(unrepresented > 0 ? [text("replay.page-strata-unrepresented", { strata: unrepresented })] : []),
  ].join(" ");
}
