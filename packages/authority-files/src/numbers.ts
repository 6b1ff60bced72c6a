import { LARGEST_FIGURE } from "@veedor/domain";

/** Why a cell is not a count; each is a check code. */
export type CountProblem = "not-a-number" | "negative-votes" | "fractional-votes" | "figure-too-large";

/** How thousands are written: a declared separator, `none`, or `either` (3-digit groups decide). */
export const THOUSANDS = ["either", "none", ".", ",", " ", "'"] as const;
export type Thousands = (typeof THOUSANDS)[number];

const MISSING = new Set([
  "",
  "-",
  "–",
  "—",
  "s/d",
  "s.d.",
  "sd",
  "n/a",
  "n/d",
  "nd",
  "na",
  "null",
  "sin dato",
  "sin datos",
]);
const PLAIN = /^\d+$/;
const GROUPED = /^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*$/;
const WHOLE_WITH_ZEROS = /^(\d+)[.,]0+$/;
const FRACTION = /^\d*[.,]\d+$/;

/**
 * Reads a count as authorities write it. Returns the count, `null` where the cell says that there is none
 * (empty, `-`, `s/d`, `N/A` …; never 0), or the code of what is wrong.
 *
 * Ambiguous, and decided so:
 * - `1.234` and `1,234` are one thousand two hundred and thirty-four: a count has no decimals, and three digits
 *   after the separator are a group. With another separator declared, or `none`, they are fractions.
 * - `1.000` likewise is one thousand, and not 1 with three decimals; `0.000` cannot be grouped and is 0.
 * - `12.0` and `12.00` are 12 (spreadsheets write whole numbers so); `12.5` and `1.23` are fractional votes.
 * - No-break and thin spaces group as a space does. Two different separators (`1.234,00`) are read when what
 *   follows the last one is zeros only.
 */
export function readCount(text: string, thousands: Thousands = "either"): number | null | CountProblem {
  // The usual case first: this function runs on every figure of the file.
  if (text.length < 8 && PLAIN.test(text)) return Number(text);
  const cell = text
    .replace(/[\u00a0\u202f\u2009]/g, " ")
    .replace(/\u2019/g, "'")
    .trim();
  if (MISSING.has(cell.toLowerCase())) return null;
  const negative = /^[-\u2212]\s*\d/.test(cell);
  const read = readUnsigned(negative ? cell.replace(/^[-\u2212]\s*/, "") : cell, thousands);
  if (!negative || typeof read === "string") return read;
  return read === 0 ? 0 : "negative-votes";
}

function readUnsigned(cell: string, thousands: Thousands): number | CountProblem {
  if (PLAIN.test(cell)) return bounded(cell);
  const separator = GROUPED.exec(cell)?.[1];
  const leadingZero = cell.startsWith("0");
  if (separator !== undefined && !leadingZero && (thousands === "either" || thousands === separator)) {
    return bounded(cell.replaceAll(separator, ""));
  }
  const whole = WHOLE_WITH_ZEROS.exec(cell)?.[1];
  if (whole !== undefined) return bounded(whole);
  if (FRACTION.test(cell)) return "fractional-votes";
  const mixed = /^(.*)([.,])0+$/.exec(cell);
  const front = mixed?.[1];
  if (front !== undefined && GROUPED.test(front) && !front.includes(mixed?.[2] ?? ""))
    return readUnsigned(front, thousands);
  return "not-a-number";
}

function bounded(digits: string): number | "figure-too-large" {
  const count = Number(digits);
  return count > LARGEST_FIGURE ? "figure-too-large" : count;
}
