import type { CheckResult, Contest, Figure, ReportChecker } from "@veedor/domain";
import { reportChecker, reportsAgree, waitsForDesk } from "@veedor/domain";
import type { ReportState } from "./tables.ts";

/** A report of a station that is there already. */
export type KnownReport = {
  readonly id: string;
  readonly state: ReportState;
  readonly version: number;
  readonly figures: readonly Figure[];
  readonly device: string | null;
  readonly observer: string | null;
  readonly isVerified: boolean;
};

/** What is known of a report before it is judged; `enteredBy` is who typed it in at the desk. */
export type Sheet = {
  readonly figures: readonly Figure[];
  readonly device: string | null;
  readonly observer: string | null;
  readonly enteredBy?: string | null;
};

/** What is known of its station; `assigned` are its observers. */
export type JudgedStation = {
  readonly known: boolean;
  readonly registered: Figure;
  readonly assigned: readonly string[];
};

/**
 * What the rules make of a report.
 *
 * @property results the checks that spoke
 * @property state whether it counts or waits
 * @property verifies reports of other observers that say the same and had not been verified
 * @property contradicts reports that say something else and are told so
 */
export type Judgement = {
  readonly results: readonly CheckResult[];
  readonly state: "counted" | "waiting";
  readonly verifies: readonly KnownReport[];
  readonly contradicts: readonly { readonly report: KnownReport; readonly results: readonly CheckResult[] }[];
};

/** Judges the reports of one contest. */
export type Judge = (sheet: Sheet, station: JudgedStation, others: readonly KnownReport[]) => Judgement;

/**
 * Makes the judge of a contest, by `docs/method/checks.md`: the first usable report of a station counts; one that
 * differs from it waits; one that says the same from another observer verifies it.
 */
export function makeJudge(contest: Contest): Judge {
  const check = reportChecker(contest);
  return (sheet, station, others) => {
    const { known, registered } = station;
    const counted = others.find(({ state }) => state === "counted") ?? null;
    const results = check(sheet.figures, registered, counted?.figures ?? null);
    if (!known) results.unshift({ code: "unknown-station", parameters: {} });
    if (isAnothers(sheet, station)) results.unshift({ code: "observer-not-assigned", parameters: {} });
    const state = waitsForDesk(results) ? "waiting" : "counted";
    const verifies = others.filter(
      (other) =>
        state === "counted" &&
        other.state === "counted" &&
        !other.isVerified &&
        areIndependent(sheet, other) &&
        reportsAgree(contest, sheet.figures, other.figures),
    );
    return {
      results,
      state,
      verifies,
      contradicts: contradicted(check, sheet, others),
    };
  };
}

/** Whether a phone's observer is not one of those whose station it is. The desk knows whom it has on the telephone. */
function isAnothers({ observer, enteredBy }: Sheet, { assigned }: JudgedStation): boolean {
  const isByPhone = observer !== null && (enteredBy ?? null) === null;
  return isByPhone && assigned.length > 0 && !assigned.includes(observer);
}

/** The others that say something else, with what the checks say of them beside this one. */
function contradicted(
  check: ReportChecker,
  sheet: Sheet,
  others: readonly KnownReport[],
): Judgement["contradicts"] {
  return others.flatMap((report) => {
    if (report.state === "set-aside") return [];
    const results = check(report.figures, null, sheet.figures).filter(
      ({ code }) => code === "differs-from-report",
    );
    return results.length === 0 ? [] : [{ report, results }];
  });
}

/** Two people with two devices: the same hand cannot verify itself. */
function areIndependent(one: Sheet, other: Sheet): boolean {
  const differ = (a: string | null, b: string | null): boolean => a === null || b === null || a !== b;
  const isTold = one.device !== null || one.observer !== null;
  const isOtherTold = other.device !== null || other.observer !== null;
  return isTold && isOtherTold && differ(one.device, other.device) && differ(one.observer, other.observer);
}
