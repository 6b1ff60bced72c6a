import type { Messages } from "@veedor/messages";
import type { Verdict } from "@veedor/quick-count";

/** The verdict in one sentence: whether the figure can be trusted yet, and why. */
export function verdictSentence(verdict: Verdict, messages: Messages): string {
  const { percent, number, textOf, text } = messages;
  const points = (fraction: number): string => number(Math.abs(fraction) * 100, 1);
  const values = {
    "not-computable": () => ({ reason: verdict.code === "not-computable" ? text(`plan.reason-${verdict.reason}`) : "" }),
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
    "missing-could-change": () => ({}),
    "too-close-to-call": () => shares("probability", "threshold"),
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
        return [name, typeof value === "number" ? percent(value, name === "probability" ? 1 : 0) : ""];
      }),
    );
  }
  function group(): Record<string, string> {
    return { group: "group" in verdict ? verdict.group : "" };
  }
}
