import { StatisticsError } from "../statistics-error.ts";
import { hashOf, hexOf, type Sha256 } from "./ticket-number.ts";

/** First line of the text that is hashed, so that no hash made for another purpose can be taken for a seed. */
const HEADING = "veedor-seed-v1";

/**
 * The seed of a draw from the mission's secret and the public contributions.
 *
 * It is the SHA-256, as 64 lower-case hexadecimal digits, of the UTF-8 text: the line "veedor-seed-v1"; the secret;
 * then each contribution in the order in which it was given; every line ended by one line feed (U+000A).
 *
 * Neither the mission (which published the secret's hash first) nor the public can choose the result alone, and
 * until the secret is opened only the mission knows which stations were drawn.
 *
 * @param options.secret at least 16 characters (random, not a phrase), without line breaks
 * @param options.contributions at least one text, none empty and none with a line break
 * @throws StatisticsError when one of these is not so
 */
export function combineSeed(options: {
  secret: string;
  contributions: readonly string[];
  sha256: Sha256;
}): string {
  const { secret, contributions, sha256 } = options;
  if (secret.length < 16)
    throw new StatisticsError("out-of-range", "secret", "…", "must have at least 16 characters");
  if (contributions.length === 0) {
    throw new StatisticsError("empty", "contributions", "[]", "must hold at least one public contribution");
  }
  requireLine("secret", secret, "…");
  contributions.forEach((text, i) => requireLine(`contributions[${i}]`, text, text));
  return hexOf(hashOf(sha256, [HEADING, secret, ...contributions, ""].join("\n")));
}

function requireLine(argument: string, text: string, shown: string): void {
  if (text === "") throw new StatisticsError("empty", argument, "", "must not be empty");
  if (/[\n\r]/.test(text))
    throw new StatisticsError("out-of-range", argument, shown, "must not hold a line break");
}
