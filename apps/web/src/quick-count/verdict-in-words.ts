import type { Take, Verdict } from "@veedor/quick-count";
import type { Tone } from "@veedor/ui";
import type { Words } from "../words/words.tsx";
import type { Figures } from "./figures.ts";
import type { QuickCountRecord } from "./quick-count-record.ts";

type Values = Readonly<Record<string, string>>;

/** Whether a take's figures can be trusted yet and why, in one sentence. */
export function verdictInWords(
  { verdict }: Take,
  { choices, codes }: QuickCountRecord,
  words: Words,
  figures: Figures,
): string {
  const name = (code: string) => choices[codes.indexOf(code)] ?? code;
  const values = isAboutReports(verdict)
    ? reportValues(verdict, words, figures)
    : decisionValues(verdict, name, figures);
  return words.textOf("plan", `verdict-${verdict.code}`, values) ?? verdict.code;
}

type AboutReports = Extract<
  Verdict,
  {
    readonly code: "not-computable" | "too-early" | "group-too-early" | "arrival-differs" | "estimate-drifts";
  }
>;

function isAboutReports(verdict: Verdict): verdict is AboutReports {
  return /^(not-computable|too-early|group-too-early|arrival-differs|estimate-drifts)$/.test(verdict.code);
}

/** What fills the sentence where reports are too few or come unevenly. */
function reportValues(verdict: AboutReports, { text }: Words, figures: Figures): Values {
  if (verdict.code === "not-computable") return { reason: text(`plan.reason-${verdict.reason}`) };
  if (verdict.code === "too-early") return shareReached(verdict, figures);
  if (verdict.code === "group-too-early") return { group: verdict.group, ...shareReached(verdict, figures) };
  if (verdict.code === "estimate-drifts")
    return {
      points: figures.points(verdict.projected),
      direction: verdict.projected < 0 ? "shrink" : "grow",
    };
  return {
    group: verdict.group,
    points: figures.points(verdict.difference),
    threshold: figures.points(verdict.threshold, 0),
    direction: verdict.difference < 0 ? "behind" : "ahead",
  };
}

/** What fills the sentence where reports are enough. */
function decisionValues(
  verdict: Exclude<Verdict, AboutReports>,
  name: (code: string) => string,
  figures: Figures,
): Values {
  if (verdict.code === "not-settled") return { known: verdict.value === null ? "no" : "yes" };
  if (verdict.code === "can-be-trusted")
    return { first: name(verdict.first), probability: figures.probability(verdict.probability) };
  if (verdict.code !== "too-close-to-call") return {};
  const { probability, threshold } = verdict;
  return {
    known: probability === null ? "no" : "yes",
    probability: probability === null ? "" : figures.probability(probability),
    threshold: figures.percent(threshold, 0),
  };
}

/** What was reached beside what is asked for, with as many decimals as tell them apart. */
function shareReached(
  { value, threshold }: { readonly value: number; readonly threshold: number },
  figures: Figures,
): Values {
  const decimals = figures.percent(value, 0) === figures.percent(threshold, 0) ? 1 : 0;
  return { value: figures.percent(value, decimals), threshold: figures.percent(threshold, decimals) };
}

/** A figure that cannot be trusted is a caution, not a failure: most of an evening is so. */
export function verdictTone({ code }: Verdict): Tone {
  if (code === "can-be-trusted") return "good";
  if (code === "not-computable" || code === "too-early") return "plain";
  return code === "arrival-differs" || code === "estimate-drifts" ? "bad" : "caution";
}
