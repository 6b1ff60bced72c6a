import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { PageContext } from "./page-context.ts";

/** How the last figures were made and what was missing: no number stands without it. */
export function methodSentence(context: PageContext): Html | null {
  const { last, messages, format, record } = context;
  if (last === null) return null;
  const sentences = [
    messages.text("replay.page-method", {
      headline: last.headline,
      shares: messages.text(`replay.page-shares-of-${record.plan.denominator}`),
      level: format.percent(record.plan.level, 0),
      stations: last.usable,
      strata: record.strata,
    }),
    messages.text("replay.page-method-missing", {
      designed: last.designed,
      arrived: last.arrived,
      rate: format.percent(last.arrived / last.designed),
      missing: last.designed - last.arrived,
      unusable: last.arrived - last.usable,
    }),
    ...treatedStrata(context),
  ];
  return html`<p class="method"><strong>${messages.text("replay.page-method-word")}</strong> ${sentences.join(" ")}</p>`;
}

/** What was done about strata with one report or none, and post-strata with too few. */
function treatedStrata({ last, messages, record, format }: PageContext): string[] {
  const notes = last?.figures?.notes ?? [];
  const sentences: string[] = [];
  const single = notes.filter((note) => note.reports === 1).length;
  const represented = notes.filter((note) => note.treatment === "reweight").length;
  const unrepresented = notes.filter((note) => note.treatment === "unrepresented").length;
  if (single > 0) sentences.push(messages.text("replay.page-strata-single", { strata: single }));
  if (represented > 0)
    sentences.push(messages.text("replay.page-strata-represented", { strata: represented }));
  if (unrepresented > 0)
    sentences.push(messages.text("replay.page-strata-unrepresented", { strata: unrepresented }));
  const thin = last?.thinPostStrata ?? [];
  if (record.plan.headline === "post-stratified" && record.plan.postStrata !== null && thin.length > 0) {
    const names = format.list(thin.slice(0, 5).map((cell) => `${cell.name} (${cell.reports})`));
    sentences.push(
      messages.text("replay.page-thin-cells", {
        cells: thin.length,
        names,
        minimum: record.plan.postStrata.minimum,
      }),
    );
  }
  return sentences;
}
