import type { Take } from "@veedor/quick-count";
import { verdictSentence } from "../verdict-sentence.ts";
import type { PageContext } from "./page-context.ts";

/** A take's verdict, with the first choice called by its name where the verdict has its code. */
export function verdictInWords({ choices, messages }: PageContext, { verdict }: Take): string {
  if (verdict.code !== "can-be-trusted") return verdictSentence(verdict, messages);
  const name = choices.find((choice) => choice.code === verdict.first)?.name ?? verdict.first;
  return verdictSentence({ ...verdict, first: name }, messages);
}
