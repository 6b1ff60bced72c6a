import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { RatioEstimate } from "@veedor/statistics";
import type { PageContext } from "./page-context.ts";

/** Whether the file's figure lies in the interval: a sign and a word, never colour alone. */
export function insideWord(context: PageContext, interval: RatioEstimate | null, truth: number): Html | null {
  if (interval === null) return null;
  const { text } = context.messages;
  return truth >= interval.low && truth <= interval.high
    ? html`<span class="under inside">✓ ${text("replay.page-inside")}</span>`
    : html`<span class="under outside">✗ ${text("replay.page-outside")}</span>`;
}
