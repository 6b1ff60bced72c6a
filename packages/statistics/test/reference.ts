import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));

/** Whether the reference results of other programs are on this machine. */
export const referencePresent = existsSync(`${folder}/reference/README.md`);
/** Ends the name of a test group that needs them. */
export const needsReference = referencePresent
  ? ""
  : " (skipped: the folder ../shared/reference is not here)";

export function referenceJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(`${folder}/reference/${path}`, "utf8")) as Shape;
}

/** Rows of a reference CSV by column name. The files are plain: no quotes, no commas inside. */
export function referenceRows(path: string): Record<string, string>[] {
  const [head, ...lines] = readFileSync(`${folder}/reference/${path}`, "utf8").trim().split("\n");
  const columns = (head ?? "").split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i] ?? "", cell])));
}

/** Largest relative difference of two lists; where the expected value is 0, the absolute one. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const want = expected[i] ?? Number.NaN;
    const difference = Math.abs((actual[i] ?? Number.NaN) - want) / (want === 0 ? 1 : Math.abs(want));
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
  }
  return largest;
}
