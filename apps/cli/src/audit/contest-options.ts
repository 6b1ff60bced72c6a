import type { OptionSpecs, OptionValues } from "../terminal/options.ts";
import { required } from "../terminal/options.ts";
import { type NamedContest, readContest } from "./contest-file.ts";

/** Options of every audit of a contest that is counted as a whole. */
export const CONTEST_OPTIONS = {
  ballots: { kind: "number", from: 1, to: 10_000_000_000, whole: true },
  winners: { kind: "number", from: 1, to: 10_000, whole: true },
  "risk-limit": { kind: "number", from: 0.0001, to: 0.5 },
  drawn: { kind: "text" },
} as const satisfies OptionSpecs;

/** The risk limit where none is given. */
export const USUAL_RISK_LIMIT = 0.05;

/** The contest of the file and the risk limit. */
export async function contestOf(
  file: string,
  values: Pick<OptionValues<typeof CONTEST_OPTIONS>, "ballots" | "winners" | "risk-limit">,
): Promise<NamedContest & { riskLimit: number }> {
  const ballots = required("ballots", values.ballots);
  const named = await readContest(file, ballots, values.winners ?? 1);
  return { ...named, riskLimit: values["risk-limit"] ?? USUAL_RISK_LIMIT };
}
