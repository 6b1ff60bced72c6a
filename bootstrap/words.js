// What the bootstrap says, in the reader's language. It speaks before anything is installed or compiled, so its
// words stand beside it in words.json and not in packages/messages.
import { readFileSync } from "node:fs";

const WORDS = JSON.parse(readFileSync(new URL("./words.json", import.meta.url), "utf8"));

/** An expected failure of the bootstrap: its message is a sentence for the user, printed without a stack. */
export class BootstrapError extends Error {
  /** @param {string} code a key of words.json @param {Record<string, string | number>} [values] */
  constructor(code, values = {}) {
    super(say(code, values));
    this.name = "BootstrapError";
    this.code = code;
  }
}

/**
 * The sentence for a code, in the language of the environment (LC_ALL, LC_MESSAGES, LANG), else in English.
 *
 * @param {string} code a key of words.json
 * @param {Record<string, string | number>} [values] what stands in the braces
 * @param {Record<string, string | undefined>} [environment]
 */
export function say(code, values = {}, environment = process.env) {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "en";
  const words = WORDS[locale.slice(0, 2).toLowerCase()] ?? WORDS.en;
  return words[code].replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));
}
