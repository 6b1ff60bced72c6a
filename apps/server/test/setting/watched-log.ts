import process from "node:process";
import type { Logger } from "pino";
import { makeLog } from "../../src/logs/log.ts";

/** Passwords that tests use: none may ever stand in a log. */
const PASSWORDS = ["correct horse battery", "horse battery", "another long password", "a different long one"];

/** What a line of the log holds that it must not: a token, an address, a password. */
export function secretIn(line: string): string | null {
  const token = /(?<![\w-])[\w-]{43}(?![\w-])/.exec(line)?.[0];
  const email = /[\w.+-]+@[\w-]+\.\w+/.exec(line)?.[0];
  return token ?? email ?? PASSWORDS.find((password) => line.includes(password)) ?? null;
}

/** A log that takes everything and is read line by line, so that every test also watches what is logged. */
export function watchedLog(): { readonly log: Logger; readonly secrets: readonly string[] } {
  const secrets: string[] = [];
  const write = (line: string): void => {
    const secret = secretIn(line);
    if (secret !== null) secrets.push(`${secret} in ${line}`);
    if (line.includes('"level":"error"')) process.stderr.write(line);
  };
  return { log: makeLog("debug", { write }), secrets };
}
