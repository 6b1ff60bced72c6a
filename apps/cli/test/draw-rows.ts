import { expect } from "vitest";
import { record } from "./run-recording.ts";

const HEADER = "order,station,stratum,N_h,n_h,ticket,spare";

/** Rows of the printed CSV; none of these frames needs quotes. */
export async function drawnRows(args: readonly string[]): Promise<string[][]> {
  const { status, output, errors } = await record(["draw", ...args]);
  expect([status, errors]).toEqual([0, ""]);
  const [header, ...lines] = output.trimEnd().split("\n");
  expect(header).toBe(HEADER);
  return lines.map((line) => line.split(","));
}

/** Names with a number: `padded("m-", 3, 2)` is m-01, m-02, m-03. */
export const padded = (prefix: string, count: number, pad: number): string[] =>
  Array.from({ length: count }, (_, i) => prefix + String(i + 1).padStart(pad, "0"));
