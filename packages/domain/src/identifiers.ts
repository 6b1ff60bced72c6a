/**
 * Nominal identifiers: strings that the compiler keeps apart, so that a stratum is never passed where a
 * station is due. They are made once, where outside text is read, and trusted afterwards.
 */
declare const kind: unique symbol;
type Identifier<Kind extends string> = string & { readonly [kind]: Kind };

/** Code of a polling station as the authority writes it, trimmed; unique in a frame. */
export type StationCode = Identifier<"station">;
/** Code of a contest (office or question), unique in a mission. */
export type ContestCode = Identifier<"contest">;
/** Code of one line of a contest's tally sheet, unique in the contest. */
export type LineCode = Identifier<"line">;

/** Longest identifier accepted, in UTF-16 code units: longer ones are damaged files, not codes. */
export const LONGEST_CODE = 200;

/**
 * Reads an outside text as an identifier: trimmed, not empty, at most {@link LONGEST_CODE} units, without
 * control characters. Returns `null` when it is not one; what was read before is given back as it is.
 */
export function readCode<Code extends StationCode | ContestCode | LineCode>(
  text: string | Code,
): Code | null {
  const trimmed = text.trim();
  // Control characters (C0, DEL, C1) come from damaged files and would make two codes that look alike.
  const sound = trimmed.length > 0 && trimmed.length <= LONGEST_CODE && !/\p{Cc}/u.test(trimmed);
  return sound ? (trimmed as Code) : null;
}
