import type { Messages } from "@veedor/messages";
import type { Finding } from "@veedor/statistics";
import { printedTable } from "../terminal/table.ts";
import { klimekLines, lateShiftLines, shpilkinLines, swingLines } from "./output-models.ts";
import type { Shown } from "./shown.ts";

/** A finding below this false discovery rate is described with its stations and its innocent causes. */
const DISCOVERY = 0.05;

/** The examination for reading: a table of all tests, then each that differs from the simulated country, in words. */
export function examinationAsText(page: Shown, messages: Messages): string {
  const { stations, request, found } = page;
  const { text } = messages;
  const differing = found.findings.filter(({ qValue }) => qValue <= DISCOVERY);
  const leftOut = stations.impossible.length + stations.empty.length;
  // The smallest p, 1 / (1 + replicates), times the number of tests must be able to reach the rate.
  const needed = Math.ceil(found.findings.length / DISCOVERY) - 1;
  const lines = [
    "",
    text("forensics.warning"),
    "",
    text("forensics.examined", {
      stations: found.stations,
      choice: request.choices[request.choice] ?? "",
      replicates: request.replicates,
      seed: request.seed,
    }),
    ...(page.columns.areas.length === 0 ? [text("forensics.no-areas")] : []),
    ...(leftOut === 0
      ? []
      : [
          text("forensics.left-out", {
            impossible: stations.impossible.length,
            empty: stations.empty.length,
            first: [...stations.impossible, ...stations.empty].slice(0, page.shown).join(", "),
          }),
        ]),
    "",
    tableOf(found.findings, messages),
    "",
    text("forensics.columns"),
    ...(found.notMade.length === 0
      ? []
      : [
          text("forensics.not-made", {
            tests: found.notMade.map((code) => nameOf(code, messages)).join("; "),
          }),
        ]),
    ...(request.replicates < needed
      ? [text("forensics.few-replicates", { replicates: request.replicates, needed })]
      : []),
    "",
    text("forensics.differing", { tests: differing.length }),
    ...differing.flatMap((finding) => ["", ...described(finding, page, messages)]),
    ...klimekLines(page, messages),
    ...shpilkinLines(page, messages),
    ...swingLines(page, messages),
    ...lateShiftLines(page, messages),
    "",
    text("forensics.cannot-tell"),
    "",
  ];
  return lines.join("\n");
}

function nameOf(code: string, messages: Messages): string {
  return messages.textOf("forensics", `test-${code}`) ?? code;
}

function tableOf(findings: readonly Finding[], messages: Messages): string {
  const { text, fixed, percent } = messages;
  const decimals = (value: number): number => (Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 10 ? 1 : 3);
  // What rounds to nothing is 0, never −0.
  const figure = (value: number): string => fixed(Math.abs(value) < 0.0005 ? 0 : value, decimals(value));
  return printedTable(
    [
      { heading: text("forensics.column-test") },
      { heading: text("forensics.column-found"), figures: true },
      { heading: text("forensics.column-simulated"), figures: true },
      { heading: "2.5 %", figures: true },
      { heading: "97.5 %", figures: true },
      { heading: "p", figures: true },
      { heading: "q", figures: true },
      { heading: text("forensics.column-textbook"), figures: true },
      { heading: text("forensics.column-false-alarms"), figures: true },
    ],
    findings.map(({ code, statistic, baseline, qValue, nominal }) => [
      nameOf(code, messages),
      figure(statistic),
      figure(baseline.mean),
      figure(baseline.low),
      figure(baseline.high),
      fixed(baseline.pValue, 3),
      fixed(qValue, 3),
      nominal === null ? "–" : fixed(nominal, 3),
      baseline.falseAlarmRate === null ? "–" : percent(baseline.falseAlarmRate, 0),
    ]),
  );
}

/** A test in words: what was found, which stations, what else gives the same. */
function described({ code, effect, drivers }: Finding, page: Shown, messages: Messages): string[] {
  const { text, textOf, number } = messages;
  const sized = textOf("forensics", `effect-${code}`, {
    effect: number(effect, Math.abs(effect) < 10 ? 3 : 0),
  });
  return [
    `* ${nameOf(code, messages)}. ${sized ?? ""}`,
    ...(drivers.length === 0 ? [] : [`  ${stationList(drivers, page, messages)}`]),
    `  ${text("forensics.innocent", { causes: textOf("forensics", `innocent-${code}`) ?? "" })}`,
  ];
}

/** The first stations of a list by their codes. */
function stationList(positions: readonly number[], { stations, shown }: Shown, messages: Messages): string {
  const names = positions.slice(0, shown).map((i) => stations.ids[i] ?? "");
  return messages.text("forensics.stations", { stations: positions.length, names: names.join(", ") });
}
