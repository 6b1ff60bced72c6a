import type { Language, Messages } from "@veedor/messages";
import { languageOf, messagesIn } from "@veedor/messages";

/** What a command may do to the outside: say something, report progress. */
export type Terminal = {
  readonly messages: Messages;
  /** A line of the result, on standard output. */
  readonly say: (line: string) => void;
  /** A line for the person who waits, on standard error. */
  readonly tell: (line: string) => void;
  /** Whether a person watches standard output. */
  readonly watched: boolean;
};

/** What was written after `--lang`, empty when nothing was; `null` without that option. */
export function languageAsked(args: readonly string[]): string | null {
  const at = args.findIndex((arg) => arg === "--lang" || arg.startsWith("--lang="));
  if (at < 0) return null;
  return args[at] === "--lang" ? (args[at + 1] ?? "") : (args[at]?.slice("--lang=".length) ?? "");
}

/** The language asked for by `--lang`, by `VEEDOR_LANG`, or by the terminal's locale; English otherwise. */
export function languageFor(args: readonly string[], environment: NodeJS.ProcessEnv): Language {
  const asked = languageAsked(args) ?? undefined;
  const locales = [
    asked,
    environment["VEEDOR_LANG"],
    environment["LC_ALL"],
    environment["LC_MESSAGES"],
    environment["LANG"],
  ];
  for (const locale of locales) {
    const language = locale === undefined ? null : languageOf(locale);
    if (language !== null) return language;
  }
  return "en";
}

/** A terminal on the process's own streams. */
export function processTerminal(language: Language): Terminal {
  const writeTo = (stream: NodeJS.WriteStream) => (line: string) =>
    void stream.write(`${stream.isTTY ? harmless(line) : line}\n`);
  return {
    messages: messagesIn(language),
    say: writeTo(process.stdout),
    tell: writeTo(process.stderr),
    watched: process.stdout.isTTY,
  };
}

/**
 * A line without the control characters and directional overrides by which a name from a file could clear the screen
 * or recolour a verdict. Only for a person's screen: what goes into a file or a pipe stays as it is.
 */
export function harmless(line: string): string {
  return line.replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}
