import { existsSync, readFileSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";

const shared = process.env["VEEDOR_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url));

/** Whether the results of other programs are on this machine. */
export const referencePresent = existsSync(`${shared}/reference/README.md`);
/** Ends the name of a test group that needs them. */
export const needsReference = referencePresent
  ? ""
  : " (skipped: the folder ../shared/reference is not here)";

export const referencePath = (path: string): string => `${shared}/reference/${path}`;
export function referenceJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(referencePath(path), "utf8")) as Shape;
}

/** Rows of a reference CSV by column name. The files are plain: no quotes, no commas inside. */
export function referenceRows(path: string): Record<string, string>[] {
  const [head = "", ...lines] = readFileSync(referencePath(path), "utf8").trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i] ?? "", cell])));
}

/** Largest relative difference of two lists; where the expected value is 0, the absolute one. */
export function largestDifference(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const differences = expected.map((want, i) => {
    const difference = Math.abs((actual[i] ?? Number.NaN) - want) / (want === 0 ? 1 : Math.abs(want));
    return Number.isNaN(difference) ? Infinity : difference;
  });
  return Math.max(0, ...differences);
}
