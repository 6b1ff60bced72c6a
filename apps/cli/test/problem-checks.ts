import { LANGUAGES, type Language } from "@veedor/messages";
import { expect } from "vitest";
import { record } from "./run-recording.ts";

/** A command line that must be refused: how, and what the sentence must name whatever the language. */
export type Refusal = {
  readonly args: readonly string[];
  readonly status: 1 | 2;
  readonly code: string;
  readonly says: readonly string[];
};

/** English words that no sentence in another language uses. */
const ENGLISH =
  /\b(the|must|missing|needs?|line|give|write|correct|with|without|rows?|columns?|received|cannot|unknown|has|have)\b/i;

/**
 * Runs a command line that must be refused, in every language: exit status and code, a sentence on standard error
 * that names what it must, with every placeholder filled, translated, and no trace of the program's inside; nothing
 * on standard output, and with `--json` one JSON line with the same sentence.
 */
export async function expectRefusal({ args, status, code, says }: Refusal): Promise<void> {
  const sentences = new Set<string>();
  for (const language of Object.keys(LANGUAGES) as Language[]) {
    const plain = await record(args, language);
    expect(plain).toMatchObject({ status, output: "" });
    const withoutPaths = plain.errors.replaceAll(/\S*[/\\]\S*/g, " ");
    for (const word of says) expect(/^\d+$/.test(word) ? withoutPaths : plain.errors).toContain(word);
    expect(plain.errors).not.toMatch(/[{}]|undefined|NaN|\[object|\n {4}at |“”|«»|« »/);
    if (language !== "en") expect(ownWords(plain.errors, args)).not.toMatch(ENGLISH);
    sentences.add(plain.errors);
    const withJson = await record([...args, "--json"], language);
    expect(withJson).toMatchObject({ status, errors: plain.errors });
    expect(withJson.output.trimEnd()).not.toContain("\n");
    expect(JSON.parse(withJson.output)).toEqual({ error: { code, message: plain.errors.trimEnd() } });
  }
  expect(sentences.size).toBe(4);
}

/** A sentence without what it quotes: options, names between quotation marks, file names and words of closed lists. */
function ownWords(sentence: string, args: readonly string[]): string {
  let words = sentence;
  for (const arg of args) if (arg.length > 2) words = words.replaceAll(arg, " ");
  return words
    .replaceAll(/--[a-z-]+/g, " ")
    .replaceAll(/“[^”]*”|«[^»]*»/g, " ")
    .replaceAll(/\S*[/\\]\S*|\S+\.csv\b/g, " ");
}
