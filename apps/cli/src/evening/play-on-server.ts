import type { AnalysisPlan, Take } from "@veedor/quick-count";
import { takeInstants } from "@veedor/quick-count";
import type { Evening } from "../replay/play.ts";
import type { FilledSheet } from "./phone.ts";
import type { StagedServer } from "./staged-server.ts";
import type { TakeReader } from "./takes.ts";

/** A report on its way: when, and how it is sent; the answer is the status. */
export type SentReport = { readonly at: number; readonly sheet: FilledSheet; readonly send: Send };
export type Send = (sheet: FilledSheet) => Promise<number>;

/** Milliseconds by which a report of the very instant of a take comes before it, as it belongs to it. */
const JUST_BEFORE = 1;

/**
 * Plays an evening through a server: the clock goes on to each report's instant, the report is posted, and at each of
 * the plan's instants the server makes its take. Reports are sent one after the other, since their order of arrival
 * is part of the evening.
 *
 * @param stage.reports in order of their instants
 * @param stage.beforeTake what people at the desk do while the clock stands right before a take
 * @param stage.stored how many submissions the server has stored
 * @param onTake told of each take as the server has made it
 */
export async function playOnServer(
  stage: {
    readonly staged: StagedServer;
    readonly plan: AnalysisPlan;
    readonly reports: readonly SentReport[];
    readonly takes: TakeReader;
    readonly beforeTake: () => Promise<void>;
    readonly stored: () => Promise<number>;
  },
  onTake: (take: Take) => Promise<void> | void,
): Promise<Evening> {
  const { clock } = stage.staged;
  const { reports } = stage;
  const takes: Take[] = [];
  let next = 0;
  let accepted = 0;
  for (const at of takeInstants(stage.plan)) {
    for (; (reports[next]?.at ?? Number.POSITIVE_INFINITY) <= at; next++) {
      const report = reports[next];
      if (report === undefined) break;
      clock.advanceTo(Math.min(report.at, at - JUST_BEFORE));
      if ((await report.send(report.sheet)) === 201) accepted += 1;
    }
    clock.advanceTo(at - JUST_BEFORE);
    await stage.beforeTake();
    clock.advanceTo(at);
    for (const take of await stage.takes.comeSince()) {
      takes.push(take);
      await onTake(take);
    }
  }
  const stored = await stage.stored();
  return { takes, late: reports.length - next, sent: next, accepted, refused: next - accepted, stored };
}
