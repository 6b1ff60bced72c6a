import type { ReferenceFolder } from "../reference-folder.ts";
import type { Tally } from "../tally.ts";
import { compareEstimates, estimatorOf, type GoldenEstimates, type Row } from "./estimates.ts";

type Case = {
  id: string;
  sample_file: string;
  design: { lonely_strata: (number | string)[] };
  expected: Record<string, GoldenEstimates | { error: string }>;
};

/** Our rules by the reference's names. Its `remove` is `certainty`, and offered under that name only. */
const RULES = {
  remove: "certainty",
  certainty: "certainty",
  adjust: "adjust",
  average: "average",
  collapsed_variance_only: "collapse-variance",
  collapsed_reweighted: "collapse-reweight",
} as const;

/** Strata with a single station against each option of R survey. */
export function compareLonelyStrata(folder: ReferenceFolder, method: string, tally: Tally): void {
  for (const file of folder.files(method, ".json")) {
    const one = folder.json(file) as Case;
    const rows = folder.rows(`${method}/${one.sample_file}`);
    for (const [name, golden] of Object.entries(one.expected))
      tally.case(`${one.id} ${name}`, () => compareRule(one, rows, name, golden, tally));
  }
}

function compareRule(
  one: Case,
  rows: readonly Row[],
  name: string,
  golden: GoldenEstimates | { error: string },
  tally: Tally,
): void {
  const candidates = candidatesOf(one);
  if ("error" in golden) {
    const estimator = estimatorOf(rows, candidates, byStratum, { lonely: "fail" });
    let stopped = "";
    try {
      estimator.estimate();
    } catch (error) {
      stopped = (error as { code?: string }).code ?? "";
    }
    tally.exact("stops", stopped, "lonely-stratum");
    return;
  }
  const lonely = RULES[name as keyof typeof RULES];
  if (lonely === undefined) throw new Error(`the rule ${name} is not known here`);
  const collapseTo = name.startsWith("collapsed")
    ? collapseMap(rows, one.design.lonely_strata.map(String))
    : null;
  const estimator = estimatorOf(rows, candidates, byStratum, {
    lonely,
    ...(collapseTo === null ? {} : { collapseTo }),
  });
  const estimate = estimator.estimate({ degreesOfFreedom: "design" });
  compareEstimates("", estimator, estimate, candidates, golden, tally);
}

/** The choices stand among the names of the totals, before the total and the registered voters. */
function candidatesOf({ expected }: Case): string[] {
  const golden = Object.values(expected).find((rule) => "totals" in rule && rule.totals !== undefined);
  const names = golden !== undefined && "totals" in golden ? (golden.totals?.names ?? []) : [];
  return names.filter((name) => name !== "total" && name !== "registered");
}

const byStratum = (row: Row): string => String(row["stratum"]);

/** `stratum_collapsed` names each group by one number; a lonely stratum joins another member of its group. */
function collapseMap(rows: readonly Row[], lonely: readonly string[]): Map<string, string> {
  const group = new Map(rows.map((row) => [byStratum(row), String(row["stratum_collapsed"])]));
  return new Map(
    lonely.map((stratum) => {
      const host = [...group].find(([other, c]) => c === group.get(stratum) && !lonely.includes(other));
      return [stratum, host?.[0] ?? ""];
    }),
  );
}
