// Compares everything that a folder of references holds.
import { METHODS } from "./methods.ts";
import type { ReferenceFolder } from "./reference-folder.ts";
import { type MethodResult, Tally } from "./tally.ts";
import { readTolerances } from "./tolerances.ts";

/** What came of a folder: results by method, and the folders that none of our methods answers. */
export type FolderResult = {
  readonly results: readonly MethodResult[];
  readonly notCovered: readonly string[];
  /** whether the tolerances are those of a README in the folder, or ours because it has none */
  readonly tolerancesGiven: boolean;
};

/** Folders that hold no cases: inputs that cases refer to. */
const INPUTS = new Set(["data"]);

export function compareFolder(folder: ReferenceFolder, only?: readonly string[]): FolderResult {
  const readme = folder.has("README.md") ? folder.text("README.md") : "";
  const { tolerances, fromReadme } = readTolerances(readme);
  const found = folder
    .methods()
    .filter((name) => !INPUTS.has(name) && (only === undefined || only.includes(name)));
  const results = found.flatMap((name) => {
    const compare = METHODS[name];
    if (compare === undefined) return [];
    const tally = new Tally(name, tolerances);
    try {
      compare(folder, name, tally);
    } catch (error) {
      tally.case("reading the folder", () => {
        throw error;
      });
    }
    return [tally.result()];
  });
  return {
    results,
    notCovered: found.filter((name) => METHODS[name] === undefined),
    tolerancesGiven: fromReadme.length > 0,
  };
}
