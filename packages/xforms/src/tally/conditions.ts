import { alphabetCharacters, alphabetSize, type CheckAlphabet } from "../check-character.ts";
import { CHECK, linePath, STATION_LISTED } from "./layout.ts";

/** What a sheet line is to the form's checks: votes add up to the total; other lines stand for themselves. */
export type LinePart = "votes" | "total" | "other";

/** XPath expressions of the form, in the functions that ODK Collect and the web engine both have. */
export type Conditions = {
  readonly votes: string;
  readonly cast: string;
  readonly registered: string;
  readonly empty: string;
  readonly differs: string;
  readonly above: string;
};

/** Works out the conditions for a sheet's lines. Lines that are left empty are "not given" and never count as 0. */
export function conditionsOf(parts: readonly LinePart[]): Conditions {
  const paths = (wanted: LinePart): string[] =>
    parts.flatMap((part, i) => (part === wanted ? [linePath(i)] : []));
  const anyEmpty = (of: readonly string[]): string => of.map((path) => `${path} = ''`).join(" or ");
  const votes = paths("votes");
  const total = paths("total")[0];
  const { votes: sum, cast } = CHECK;
  const whole = `not(${anyEmpty(votes)})`;
  const sumIfWhole = `if(${whole}, ${sum}, '')`;
  return {
    votes: votes.map((path) => `coalesce(${path}, 0)`).join(" + "),
    cast: total === undefined ? sumIfWhole : `if(${total} != '', ${total}, ${sumIfWhole})`,
    registered: `instance('stations')/root/item[name = ${STATION_LISTED}]/registered`,
    empty: yes(anyEmpty(parts.map((_part, i) => linePath(i)))),
    differs:
      total === undefined
        ? "'no'"
        : yes(`${total} != '' and (${sum} > ${total} or (${whole} and ${sum} != ${total}))`),
    above: yes(
      `${cast} != '' and ${CHECK.registered} != '' and ${CHECK.registered} > 0 and ${cast} > ${CHECK.registered}`,
    ),
  };
}

const yes = (condition: string): string => `if(${condition}, 'yes', 'no')`;

/**
 * The constraint on a typed code that ends with its check character, over `.`; ISO/IEC 7064 without a loop, since
 * XPath has none. The code is filled up on the left to a fixed length with the character that leaves the product as
 * it is: of value M / 2, since 2 · M / 2 = M modulo M + 1.
 *
 * @param length of the longest code without its check character
 */
export function checkedCodeConstraint(alphabet: CheckAlphabet, length: number): string {
  const size = alphabetSize(alphabet);
  const characters = alphabetCharacters(alphabet);
  const neutral = (characters[size / 2] ?? "").repeat(length + 1);
  const letters = "abcdefghijklmnopqrstuvwxyz";
  // Separators are typed or not, capitals or not: both are the same code.
  const typed =
    alphabet === "digits"
      ? "translate(., ' .-/', '')"
      : `translate(., '${letters} .-/', '${letters.toUpperCase()}')`;
  const filled = `concat('${neutral}', ${typed})`;
  const value = (fromEnd: number): string => {
    const at = `string-length(${typed}) + ${length - fromEnd}`;
    const character = `substr(${filled}, ${at}, ${at} + 1)`;
    return alphabet === "digits"
      ? `number(${character})`
      : `string-length(substring-before('${characters}', ${character}))`;
  };
  let product = String(size);
  for (let fromEnd = length; fromEnd >= 1; fromEnd--) {
    product = `(((${product} + ${value(fromEnd)} + ${size - 1}) mod ${size} + 1) * 2) mod ${size + 1}`;
  }
  const shape = alphabet === "digits" ? "[0-9 .\\-/]+" : "[0-9A-Za-z .\\-/]+";
  const fits = `string-length(${typed}) > 1 and string-length(${typed}) < ${length + 2}`;
  return `regex(., '^${shape}$') and ${fits} and (${product} + ${value(0)}) mod ${size} = 1`;
}
