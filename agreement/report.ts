// The result of a comparison in lines for people, and as the table of docs/method/agreement.md.
import type { FolderResult } from "./compare-folder.ts";
import type { MethodResult } from "./tally.ts";

/** Disagreements shown of one method; the rest are counted. */
const SHOWN = 10;

/** What is printed: a line for each method, what disagrees, what is not covered, and a last line with the sum. */
export function agreementLines(
  path: string,
  { results, notCovered, tolerancesGiven }: FolderResult,
): string[] {
  const width = Math.max(6, ...results.map(({ method }) => method.length));
  const lines = [
    `References in ${path}`,
    tolerancesGiven
      ? "Tolerances as its README gives them."
      : "It has no README with tolerances: ours are used.",
    "",
    `${"method".padEnd(width)}  cases   values  largest difference  tolerance`,
    ...results.map((one) => {
      const figures = [
        String(one.cases).padStart(5),
        String(one.values).padStart(7),
        difference(one).padStart(18),
        toleranceOf(one).padEnd(9),
      ];
      const verdict = one.disagreements.length === 0 ? "" : `  ${one.disagreements.length} outside`;
      return `${one.method.padEnd(width)}  ${figures.join("  ")}${verdict}`;
    }),
  ];
  for (const { method, disagreements } of results) {
    if (disagreements.length === 0) continue;
    lines.push("", `${method}: outside its tolerance`);
    for (const { caseId, what, ours, reference } of disagreements.slice(0, SHOWN))
      lines.push(`  ${caseId}: ${what}: ours ${ours}, reference ${reference}`);
    if (disagreements.length > SHOWN) lines.push(`  … and ${disagreements.length - SHOWN} more`);
  }
  if (notCovered.length > 0) lines.push("", `Not covered: ${notCovered.join(", ")}`);
  const cases = results.reduce((sum, one) => sum + one.cases, 0);
  const outside = results.filter((one) => one.disagreements.length > 0).length;
  const verdict = outside === 0 ? "all agree" : `${outside} of ${results.length} outside tolerance`;
  lines.push("", `${results.length} methods, ${cases} cases: ${verdict}`);
  return lines;
}

/** The same as the page docs/method/agreement.md. */
export function agreementDocument({ results, notCovered }: FolderResult): string {
  const missing =
    notCovered.length === 0 ? [] : ["", `Folders without a comparison so far: ${notCovered.join(", ")}.`];
  return [
    "# Agreement with other programs",
    "",
    "Made by `npm run agreement -- --document` from the references in `../shared/reference`, each the output of a published program or of an independent computation; their README names it, with version and seed. The test `agreement/test/agreement.test.ts` compares every case again and checks this page.",
    "",
    "The difference is the largest among all values of the folder that have a tolerance, relative, or absolute for probabilities and where the reference is 0; it is given as the next power of ten, since the last digits differ from machine to machine. Values without a tolerance (sizes, counts, names, verdicts) are the same exactly.",
    "",
    agreementTable(results),
    ...missing,
    "",
  ].join("\n");
}

/** A row for each method. */
export function agreementTable(results: readonly MethodResult[]): string {
  const rows = results.map(
    (one) => `| ${one.method} | ${one.cases} | ${one.values} | ${nextPower(one)} | ${toleranceOf(one)} |`,
  );
  return [
    "| folder | cases | values | difference below | tolerance |",
    "| --- | ---: | ---: | ---: | --- |",
    ...rows,
  ].join("\n");
}

function nextPower({ largestDifference }: MethodResult): string {
  return largestDifference === 0 ? "0" : `1e${Math.ceil(Math.log10(largestDifference))}`;
}

function difference({ largestDifference }: MethodResult): string {
  return largestDifference === 0 ? "0" : largestDifference.toExponential(1);
}

/** The tolerances that applied; exact ones in a word. */
function toleranceOf({ tolerances }: MethodResult): string {
  const words = [...new Set(tolerances.values())]
    .sort((a, b) => b - a)
    .map((tolerance) => (tolerance === 0 ? "exact" : tolerance.toExponential(0)));
  return words.join(", ");
}
