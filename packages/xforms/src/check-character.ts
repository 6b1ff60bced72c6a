/**
 * Check characters for codes that people type: a wrong character is always noticed, two that changed places nearly
 * always. ISO/IEC 7064, hybrid systems MOD 11,10 (digits) and MOD 37,36 (digits and letters); see
 * `docs/method/check-characters.md`.
 */
export type CheckAlphabet = "digits" | "alphanumeric";

const CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Size of an alphabet: the M of "MOD M+1,M". */
export const alphabetSize = (alphabet: CheckAlphabet): 10 | 36 => (alphabet === "digits" ? 10 : 36);

/** The characters of an alphabet in the order of their values. */
export const alphabetCharacters = (alphabet: CheckAlphabet): string =>
  CHARACTERS.slice(0, alphabetSize(alphabet));

/** The smallest alphabet that can write all the codes (as {@link typedCode} gives them). */
export function alphabetOf(codes: Iterable<string>): CheckAlphabet {
  for (const code of codes) if (!/^\d*$/.test(code)) return "alphanumeric";
  return "digits";
}

/**
 * A code as it is typed: capital letters without accents, digits, and nothing else. Separators (`-`, `.`, `/`,
 * blanks) carry no meaning for whoever types. Empty where nothing of the code can be typed.
 */
export function typedCode(code: string): string {
  return code
    .normalize("NFKD")
    .replaceAll(/[^0-9A-Za-z]/g, "")
    .toUpperCase();
}

/**
 * The check character of a code.
 *
 * @param code in the alphabet's characters, not empty
 * @returns `null` where the code has other characters
 */
export function checkCharacter(code: string, alphabet: CheckAlphabet): string | null {
  const size = alphabetSize(alphabet);
  const product = productOver(code, size);
  if (product === null || code === "") return null;
  return CHARACTERS[(size + 1 - product) % size] ?? null;
}

/** Whether a code that ends with its check character is right. */
export function isChecked(code: string, alphabet: CheckAlphabet): boolean {
  return code.length > 1 && checkCharacter(code.slice(0, -1), alphabet) === code.at(-1);
}

/** ISO/IEC 7064:2003, section 9.2: P, starting at M, after each character of value a: ((P + a) |M · 2) mod (M + 1). */
function productOver(code: string, size: number): number | null {
  let product = size;
  for (const character of code) {
    const value = CHARACTERS.indexOf(character);
    if (value < 0 || value >= size) return null;
    const sum = (product + value) % size;
    product = ((sum === 0 ? size : sum) * 2) % (size + 1);
  }
  return product;
}
