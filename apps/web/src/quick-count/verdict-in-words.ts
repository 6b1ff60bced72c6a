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
  return words.textOf("plan", `verdict-${verdict.code}`, values()) ?? verdict.code;

  function values(): Values {
    const reached = shareReached(figures);
    const whole = (fraction: number) => figures.percent(fraction, 0);
    switch (verdict.code) {
      case "not-computable":
        return { reason: words.text(`plan.reason-${verdict.reason}`) };
      case "too-early":
        return reached(verdict);
      case "group-too-early":
        return { group: verdict.group, ...reached(verdict) };
      case "arrival-differs":
        return {
          group: verdict.group,
          points: figures.points(verdict.difference),
          threshold: figures.points(verdict.threshold, 0),
          direction: verdict.difference < 0 ? "behind" : "ahead",
        };
      case "estimate-drifts":
        return {
          points: figures.points(verdict.projected),
          direction: verdict.projected < 0 ? "shrink" : "grow",
        };
      case "not-settled":
        return { known: verdict.value === null ? "no" : "yes" };
      case "too-close-to-call":
        return {
          known: verdict.probability === null ? "no" : "yes",
          probability: verdict.probability === null ? "" : figures.probability(verdict.probability),
          threshold: whole(verdict.threshold),
        };
      case "can-be-trusted":
        return {
          first: choices[codes.indexOf(verdict.first)] ?? verdict.first,
          probability: figures.probability(verdict.probability),
        };
      case "arrival-not-compared":
      case "missing-could-change":
        return {};
    }
  }
}

/** What was reached beside what is asked for, with as many decimals as tell them apart. */
function shareReached(figures: Figures) {
  return ({ value, threshold }: { readonly value: number; readonly threshold: number }) => {
    const decimals = figures.percent(value, 0) === figures.percent(threshold, 0) ? 1 : 0;
    return { value: figures.percent(value, decimals), threshold: figures.percent(threshold, decimals) };
  };
}

/** A figure that cannot be trusted is a caution, not a failure: most of an evening is so. */
export function verdictTone({ code }: Verdict): Tone {
  if (code === "can-be-trusted") return "good";
  if (code === "not-computable" || code === "too-early") return "plain";
  return code === "arrival-differs" || code === "estimate-drifts" ? "bad" : "caution";
}
