import type { Messages } from "@veedor/messages";
import type { Take } from "@veedor/quick-count";
import { printedTable } from "../terminal/table.ts";
import { planHash } from "./plan-hash.ts";
import type { ReplayRecord } from "./record.ts";
import { missedChoices } from "./record.ts";
import { verdictSentence } from "./verdict-sentence.ts";

/** Choices shown in the running line of each take. */
const SHOWN_IN_LINE = 3;

/** The evening as one JSON line: fractions of 1, instants as ISO; `lost` is what was accepted and is not stored. */
export function replayAsJson(record: ReplayRecord): string {
  return JSON.stringify({
    sent: record.sent,
    accepted: record.accepted,
    refused: record.refused,
    stored: record.stored,
    lost: record.accepted - record.stored,
    moments: record.takes.map((take) => ({
      at: new Date(take.at).toISOString(),
      coverage: take.coverage,
      shares: (take.figures?.shares ?? []).map(({ estimate, low, high }, i) => ({
        choice: record.choices[i]?.code,
        estimate,
        low,
        high,
      })),
      headline: take.headline,
      notComputable: take.notComputable,
      verdict: take.verdict,
      gate: take.gate,
    })),
    truth: record.truth,
    frameHash: record.frame.hash,
    planHash: planHash(record.plan),
    response: responseOf(record.takes.at(-1)),
  });
}

/** Response at the last take by watched group, stratum and post-stratum. */
function responseOf(last: Take | undefined) {
  const cells = [...(last?.groups ?? []), ...(last?.strata ?? []), ...(last?.postStrata ?? [])];
  return cells.map(({ column, group, frame, designed, arrived }) => ({
    column,
    group,
    frame,
    designed,
    arrived,
  }));
}

/** One line for a take while the evening plays: time, coverage, the leading choices with their intervals. */
export function takeLine(take: Take, names: readonly string[], timeZone: string, messages: Messages): string {
  const clock = new Intl.DateTimeFormat(messages.language, { timeStyle: "short", timeZone }).format(take.at);
  const coverage = messages.percent(take.coverage, 1).padStart(7);
  if (take.figures === null)
    return `${clock.padStart(8)} ${coverage}  ${verdictSentence(take.verdict, messages)}`;
  const order = take.figures.shares.map((share, i) => ({ share, name: names[i] ?? "" }));
  order.sort((a, b) => b.share.estimate - a.share.estimate);
  const points = (fraction: number): string => messages.fixed(Math.max(0, fraction) * 100, 1);
  const shown = order.slice(0, SHOWN_IN_LINE).map(({ share, name }) => {
    const figures = `${messages.percent(share.estimate, 1)} (${points(share.low)}–${points(share.high)})`;
    return `${name} ${figures}`;
  });
  return `${clock.padStart(8)} ${coverage}  ${shown.join("   ")}`;
}

/** The evening's end in words: last estimate beside the file's totals, what misses, what was sent and kept. */
export function replayAsText(record: ReplayRecord, messages: Messages): string {
  const { text, percent, number } = messages;
  const last = record.takes.at(-1);
  if (!last) return text("problems.no-arrivals");
  const truth = new Map(record.truth.map(({ choice, share }) => [choice, share]));
  const missed = missedChoices(record);
  const nameOf = new Map(record.choices.map(({ code, name }) => [code, name]));
  const rows = record.choices.map(({ code, name }, i) => {
    const share = last.figures?.shares[i];
    const official = truth.get(code);
    return [
      name,
      share ? percent(share.estimate, 2) : text("estimate.not-computable"),
      share ? `${percent(Math.max(0, share.low), 2)} – ${percent(Math.min(1, share.high), 2)}` : "",
      official === undefined ? "" : percent(official, 2),
      share && official !== undefined ? text(missed.includes(code) ? "replay.outside" : "replay.inside") : "",
    ];
  });
  const turnout = last.figures?.turnout;
  rows.push([
    text("estimate.turnout"),
    turnout ? percent(turnout.estimate, 2) : text("estimate.not-computable"),
    turnout ? `${percent(turnout.low, 2)} – ${percent(turnout.high, 2)}` : "",
    record.trueTurnout === null ? "" : percent(record.trueTurnout, 2),
    "",
  ]);
  const table = printedTable(
    [
      { heading: "" },
      { heading: text("estimate.share"), figures: true },
      { heading: text("replay.interval", { level: percent(record.plan.level, 0) }), figures: true },
      { heading: text("replay.file-totals"), figures: true },
      { heading: "" },
    ],
    rows,
  );
  const misses = missed.map((code) => {
    const share = truth.get(code) ?? 0;
    return text("replay.missed", { choice: nameOf.get(code) ?? code, share: percent(share, 2) });
  });
  const counts = text("replay.counts", {
    sent: record.sent,
    accepted: record.accepted,
    refused: record.refused,
    stored: record.stored,
    lost: record.accepted - record.stored,
  });
  const method = text("replay.method", {
    headline: text(`replay.headline-${last.headline}`),
    stations: last.usable,
    designed: record.designed,
    strata: record.strata,
    coverage: percent(last.coverage, 1),
    frame: number(record.frame.stations),
  });
  const origin = record.arrival === "recorded" ? [] : [text(`replay.arrival-${record.arrival}`)];
  const late = record.late === 0 ? [] : [text("replay.late", { late: record.late })];
  const cautions = [...late, ...(record.caution === "" ? [] : [record.caution]), ...origin];
  const allInside = missed.length === 0 && last.figures ? [text("replay.all-inside")] : misses;
  return [
    "",
    table,
    "",
    verdictSentence(last.verdict, messages),
    ...allInside,
    method,
    counts,
    ...cautions,
    record.source,
    "",
  ].join("\n");
}
