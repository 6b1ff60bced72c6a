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
const ZEROS_AT_END = /^(.*)([.,])0+$/;
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
  const digits = PLAIN.test(cell) ? cell : (groupedDigits(cell, thousands) ?? wholeWithZeros(cell));
  if (digits !== null) return bounded(digits);
  if (FRACTION.test(cell)) return "fractional-votes";
  const grouped = groupsBeforeZeros(cell);
  return grouped === null ? "not-a-number" : readUnsigned(grouped, thousands);
}

/** `1.234` without its separator, where groups of three are written with it. */
function groupedDigits(cell: string, thousands: Thousands): string | null {
  const separator = GROUPED.exec(cell)?.[1];
  if (separator === undefined || cell.startsWith("0")) return null;
  return thousands === "either" || thousands === separator ? cell.replaceAll(separator, "") : null;
}

/** The whole part of `12.00`. */
const wholeWithZeros = (cell: string): string | null => WHOLE_WITH_ZEROS.exec(cell)?.[1] ?? null;

/** The groups of `1.234,00`, whose two separators differ. */
function groupsBeforeZeros(cell: string): string | null {
  const [, front = "", separator = ""] = ZEROS_AT_END.exec(cell) ?? [];
  return GROUPED.test(front) && !front.includes(separator) ? front : null;
}

function bounded(digits: string): number | "figure-too-large" {
  const count = Number(digits);
  return count > LARGEST_FIGURE ? "figure-too-large" : count;
}
