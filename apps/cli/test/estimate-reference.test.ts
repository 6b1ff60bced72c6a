import { afterAll, describe, expect, it } from "vitest";
import {
  largestDifference,
  needsReference,
  referenceJson,
  referencePath,
  referencePresent,
  referenceRows,
} from "./reference-results.ts";
import { record, recordJson, temporaryFolder } from "./run-recording.ts";

type Ratio = { estimate: number; standardError: number; degreesOfFreedom: number; low: number; high: number };
type Answer = {
  shares: (Ratio & { choice: string })[];
  lead: Ratio & { first: string; second: string };
  turnout: Ratio;
  strata: number;
  stations: number;
  warnings: { code: string; stratum?: string; rule?: string }[];
  covariance: number[][];
};
type Golden = {
  share: number[];
  se: number[];
  vcov?: number[][];
  df: number;
  turnout?: { estimate: number; se: number };
  lead?: { lead: number; se: number };
};
type RatioCase = {
  n: number;
  expected: Required<Golden> & {
    candidates: string[];
    ci_normal: number[][];
    ci_t: number[][];
    lead: { first: string; second: string; lead: number; se: number };
  };
  expected_own?: Record<
    "df_satterthwaite" | "df_welch_corrected",
    { shares: number[]; lead: number; turnout: number }
  >;
};
type LonelyCase = { design: { lonely_strata: number[] }; expected: Record<string, Golden> };

const TURNOUT = ["--total", "total", "--registered", "registered"];
const SHARE = 1e-12;
const ERROR = 1e-9;
const folder = temporaryFolder();
afterAll(folder.remove);

/** The figures of the estimate within the tolerances of the reference. */
function expectGolden(answer: Answer, golden: Golden): void {
  const { shares, lead, turnout } = answer;
  expect(
    largestDifference(
      shares.map((share) => share.estimate),
      golden.share,
    ),
  ).toBeLessThan(SHARE);
  expect(
    largestDifference(
      shares.map((share) => share.standardError),
      golden.se,
    ),
  ).toBeLessThan(ERROR);
  const covariances = golden.vcov?.flat() ?? [];
  const scale = Math.max(...covariances.map(Math.abs));
  const printed = answer.covariance.flat();
  covariances.forEach((value, i) => {
    // Relative, except where a covariance nearly cancels: there against the largest entry.
    const difference = Math.abs((printed[i] ?? Number.NaN) - value);
    expect(difference).toBeLessThan(Math.max(ERROR * Math.abs(value), 1e-13 * scale));
  });
  if (golden.turnout) {
    expect(Math.abs(turnout.estimate - golden.turnout.estimate)).toBeLessThan(SHARE);
    expect(largestDifference([turnout.standardError], [golden.turnout.se])).toBeLessThan(ERROR);
  }
  if (golden.lead) {
    expect(Math.abs(lead.estimate - golden.lead.lead)).toBeLessThan(SHARE);
    expect(largestDifference([lead.standardError], [golden.lead.se])).toBeLessThan(ERROR);
  }
}

const allOf = ({ shares, lead, turnout }: Answer): Ratio[] => [...shares, lead, turnout];
const limitsOf = ({ shares }: Answer): number[] => shares.flatMap(({ low, high }) => [low, high]);

const SIMPLE = ["gto-srs-30-s12", "gto-srs-200-s11", "gto-srs-2000-s13"].map((id) => `qc-ratio-srs/${id}`);
const STRATIFIED = [
  "gto-two-per-stratum-s103",
  "gto-prop020-s102",
  "gto-prop075-s101",
  "gto-uneven-s104",
  "nal2012-prop-s105",
].map((id) => `qc-ratio-stratified/${id}`);

describe.skipIf(!referencePresent)(`veedor estimate agrees with R survey${needsReference}`, () => {
  it.each([...SIMPLE, ...STRATIFIED])("%s", async (path) => {
    const { n, expected, expected_own: own } = referenceJson<RatioCase>(`${path}.json`);
    const frame = String(referenceRows(`${path}.csv`)[0]?.["N_h"]);
    const args = [
      "estimate",
      referencePath(`${path}.csv`),
      "--choices",
      expected.candidates.join(","),
      ...TURNOUT,
      ...(path.includes("-srs/")
        ? ["--population", frame]
        : ["--stratum", "stratum", "--stratum-size", "N_h"]),
    ];
    const design = await recordJson<Answer>([...args, "--df", "design"]);
    expectGolden(design, expected);
    expect(design.stations).toBe(n);
    expect(design.shares.map((share) => share.choice)).toEqual(expected.candidates);
    expect([design.lead.first, design.lead.second]).toEqual([expected.lead.first, expected.lead.second]);
    expect(allOf(design).map((ratio) => ratio.degreesOfFreedom)).toEqual(
      allOf(design).map(() => expected.df),
    );
    expect(largestDifference(limitsOf(design), expected.ci_t.flat())).toBeLessThan(ERROR);
    const normal = await recordJson<Answer>([...args, "--df", "normal"]);
    expect(largestDifference(limitsOf(normal), expected.ci_normal.flat())).toBeLessThan(ERROR);
    if (!own) return;
    const rules = [
      ["welch", own.df_welch_corrected],
      ["satterthwaite", own.df_satterthwaite],
    ] as const;
    for (const [rule, golden] of rules) {
      const answer = await recordJson<Answer>([...args, "--df", rule]);
      const capped = [...golden.shares, golden.lead, golden.turnout].map((df) =>
        Math.min(expected.df, Math.max(1, df)),
      );
      expect(
        largestDifference(
          allOf(answer).map((ratio) => ratio.degreesOfFreedom),
          capped,
        ),
      ).toBeLessThan(ERROR);
    }
    expect(await recordJson<Answer>(args)).toEqual(await recordJson<Answer>([...args, "--df", "welch"]));
  });
});

describe.skipIf(!referencePresent)(
  `veedor estimate treats lonely strata as R survey does${needsReference}`,
  () => {
    describe.each(["gto-lonely1-s121", "gto-lonely3-s122", "gto-lonely1-census1-s123"])("%s", (id) => {
      /** The design's strata as a file, made from the reference: a lonely stratum joins a whole one of its group. */
      const load = () => {
        const rows = referenceRows(`qc-lonely-psu/${id}.csv`);
        const { design, expected } = referenceJson<LonelyCase>(`qc-lonely-psu/${id}.json`);
        const lonely = design.lonely_strata.map(String);
        const strata = [...new Map(rows.map((row) => [String(row["stratum"]), row])).values()];
        const lines = strata.map((row) => {
          const host = strata.find(
            (other) =>
              other["stratum_collapsed"] === row["stratum_collapsed"] &&
              !lonely.includes(String(other["stratum"])),
          );
          const target = lonely.includes(String(row["stratum"])) ? String(host?.["stratum"]) : "";
          return `${row["stratum"]},${row["N_h"]},${target}`;
        });
        const file = folder.write(`${id}.csv`, ["stratum,N_h,collapse_to", ...lines, ""].join("\n"));
        const args = [
          "estimate",
          referencePath(`qc-lonely-psu/${id}.csv`),
          "--choices",
          "pri_pvem,pan_na,prd,pt,mc,otros",
          ...TURNOUT,
          "--stratum",
          "stratum",
          "--strata-file",
          file,
          "--df",
          "design",
        ];
        return { args, expected, lonely, strata };
      };

      it.each([
        ["certainty", "certainty"],
        ["adjust", "adjust"],
        ["average", "average"],
        ["collapse-variance", "collapsed_variance_only"],
        ["collapse-reweight", "collapsed_reweighted"],
      ])("rule %s", async (rule, key) => {
        const { args, expected, lonely, strata } = load();
        const golden = expected[key];
        if (!golden) throw new Error(`no golden values for ${key}`);
        const answer = await recordJson<Answer>([...args, "--lonely", rule]);
        expectGolden(answer, golden);
        expect(answer.shares[0]?.degreesOfFreedom).toBe(golden.df);
        expect(answer.strata).toBe(strata.length);
        const warned = answer.warnings.filter((warning) => warning.code === "stratum-lonely");
        expect(new Set(warned.map((warning) => warning.stratum))).toEqual(new Set(lonely));
        expect(warned).toHaveLength(lonely.length);
        expect(new Set(warned.map((warning) => warning.rule))).toEqual(new Set([rule]));
      });

      it("rule fail, and the rule by default", async () => {
        const { args, lonely } = load();
        const failed = await record([...args, "--lonely", "fail", "--json"]);
        expect(failed.status).toBe(1);
        expect(JSON.parse(failed.output)).toMatchObject({ error: { code: "lonely-stratum" } });
        expect(failed.errors).toContain(`“${lonely[0]}”`);
        expect(await recordJson<Answer>(args)).toEqual(
          await recordJson<Answer>([...args, "--lonely", "collapse-variance"]),
        );
      });
    });
  },
);
