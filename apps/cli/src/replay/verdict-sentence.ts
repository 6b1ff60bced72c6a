import type { Messages } from "@veedor/messages";
import type { Verdict } from "@veedor/quick-count";

/** Highest probability that is said as a number. */
const MOST_SAID = 0.999;

/** The verdict in one sentence: whether the figure can be trusted yet, and why. */
export function verdictSentence(verdict: Verdict, messages: Messages): string {
  const { percent, number, textOf, text } = messages;
  const points = (fraction: number): string => number(Math.abs(fraction) * 100, 1);
  const values = {
    "not-computable": () => ({
      reason: verdict.code === "not-computable" ? text(`plan.reason-${verdict.reason}`) : "",
    }),
    "too-early": () => shares("value", "threshold"),
    "group-too-early": () => ({ ...shares("value", "threshold"), ...group() }),
    "arrival-differs": () => ({
      ...group(),
      points: verdict.code === "arrival-differs" ? points(verdict.difference) : "",
      threshold: verdict.code === "arrival-differs" ? points(verdict.threshold) : "",
      direction: verdict.code === "arrival-differs" && verdict.difference < 0 ? "behind" : "ahead",
    }),
    "estimate-drifts": () => ({
      points: verdict.code === "estimate-drifts" ? points(verdict.projected) : "",
      direction: verdict.code === "estimate-drifts" && verdict.projected < 0 ? "shrink" : "grow",
    }),
    "not-settled": () => ({ known: verdict.code === "not-settled" && verdict.value !== null ? "yes" : "no" }),
    "arrival-not-compared": () => ({}),
    "missing-could-change": () => ({}),
    "too-close-to-call": () => ({
      known: verdict.code === "too-close-to-call" && verdict.probability !== null ? "yes" : "no",
      ...shares("probability", "threshold"),
    }),
    "can-be-trusted": () => ({
      first: verdict.code === "can-be-trusted" ? verdict.first : "",
      ...shares("probability", "threshold"),
    }),
  }[verdict.code]();
  return textOf("plan", `verdict-${verdict.code}`, values) ?? verdict.code;

  function shares(...names: readonly ("value" | "threshold" | "probability")[]): Record<string, string> {
    return Object.fromEntries(
      names.map((name) => {
        const value: unknown = Object.entries(verdict).find(([key]) => key === name)?.[1];
        if (typeof value !== "number") return [name, ""];
        // A probability is never said to be 100 %: the model's own error is larger than what is left.
        if (name === "probability")
          return [name, value > MOST_SAID ? `> ${percent(MOST_SAID, 1)}` : percent(value, 1)];
        return [name, percent(value, 0)];
      }),
    );
  }
  function group(): Record<string, string> {
    return { group: "group" in verdict ? verdict.group : "" };
  }
}
