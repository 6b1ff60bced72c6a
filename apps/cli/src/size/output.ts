import type { Messages } from "@veedor/messages";
import type { DesignSize } from "@veedor/statistics";
import { exactPercent } from "../terminal/exact-percent.ts";
import { printedTable } from "../terminal/table.ts";

/** What a size rests on, as far as it is shown: the strata with N_h, and where the spread comes from. */
export type SizeBasis = {
  readonly strata: readonly string[];
  readonly sizes: readonly number[];
  readonly designEffect: number;
  readonly assumed: boolean;
};

/** The size found as a table of its steps, the stations of each stratum, and the answer in words. */
export function sizeAsText(
  result: DesignSize,
  { strata, sizes, designEffect: effect, assumed }: SizeBasis,
  asked: { readonly margin: number; readonly level: number; readonly reportingRate: number },
  messages: Messages,
): string {
  const { text, number } = messages;
  const steps = result.steps.map((step) => [
    messages.textOf("sample", `step-${step.code}`) ?? step.code,
    number(step.value, 2),
  ]);
  const table = printedTable(
    [{ heading: text("sample.step") }, { heading: text("sample.value"), figures: true }],
    steps,
  );
  const answer = text("sample.answer", {
    stations: result.stations,
    level: exactPercent(asked.level, messages),
    reporting: exactPercent(asked.reportingRate, messages),
    effect: number(effect, 1),
    expected: messages.fixed(result.expectedMargin * 100, 3),
    margin: number(asked.margin * 100, 4),
  });
  const byStratum =
    strata.length < 2
      ? []
      : [
          "",
          printedTable(
            [
              { heading: text("sample.stratum") },
              { heading: "N_h", figures: true },
              { heading: "n_h", figures: true },
            ],
            strata.map((stratum, h) => [stratum, number(sizes[h] ?? 0), number(result.allocation[h] ?? 0)]),
          ),
        ];
  const said = [
    ...(result.reached ? [] : [text("sample.not-reached")]),
    text(assumed ? "sample.assumed" : "sample.from-previous"),
    text("sample.lead-is-wider"),
  ];
  return ["", table, ...byStratum, "", answer, ...said, ""].join("\n");
}
