import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { Take } from "@veedor/quick-count";
import type { DataCell } from "./data-download.ts";
import { dataDownload } from "./data-download.ts";
import type { PageChoice, PageContext } from "./page-context.ts";
import { shareAt } from "./page-context.ts";
import { verdictInWords } from "./verdict-in-words.ts";

type Column = { readonly head: string; readonly cell: (take: Take) => string; readonly words?: boolean };

/** Estimates of some choices at every take, to open under their chart. */
export function sharesTable(context: PageContext, choices: readonly PageChoice[], id: string): Html {
  return openable(
    context,
    id,
    [...clockColumns(context), ...choices.map((choice) => shareColumn(context, choice))],
    dataRows(context, choices),
  );
}

/** Coverage at every take, to open under its chart. */
export function coverageTable(context: PageContext): Html {
  return openable(context, "coverage", clockColumns(context), dataRows(context, []));
}

/** Every take with all that was estimated, and its verdict. */
export function allTakes(context: PageContext): Html {
  const { messages } = context;
  const columns: Column[] = [
    ...clockColumns(context),
    ...context.choices.map((choice) => shareColumn(context, choice)),
    turnoutColumn(context),
    {
      head: messages.text("replay.page-verdict"),
      cell: (take) => verdictInWords(context, take),
      words: true,
    },
  ];
  return html`<section class="all-takes" aria-labelledby="takes"><h2 id="takes">${messages.text("replay.page-takes-title")}</h2>${openable(
    context,
    "takes",
    columns,
    dataRows(context, context.choices),
  )}</section>`;
}

function clockColumns({ messages, format }: PageContext): Column[] {
  return [
    { head: messages.text("replay.page-take"), cell: (take) => String(take.number) },
    {
      head: messages.text("replay.page-time"),
      cell: (take) => `${format.shortDay(take.at)}, ${format.time(take.at)}`,
    },
    { head: messages.text("replay.page-arrived"), cell: (take) => format.count(take.arrived) },
    { head: messages.text("replay.page-designed"), cell: (take) => format.count(take.designed) },
    { head: messages.text("replay.page-coverage"), cell: (take) => format.percent(take.coverage) },
  ];
}

function shareColumn({ messages, format }: PageContext, choice: PageChoice): Column {
  return {
    head: choice.name,
    cell: (take) => {
      const share = shareAt(take, choice);
      return share
        ? `${format.percent(share.estimate)} (${format.interval(share)})`
        : messages.text("replay.page-not-computable");
    },
  };
}

function turnoutColumn({ messages, format }: PageContext): Column {
  return {
    head: messages.text("replay.page-turnout"),
    cell: ({ figures }) =>
      figures?.turnout
        ? `${format.percent(figures.turnout.estimate)} (${format.interval(figures.turnout)})`
        : messages.text("replay.page-not-computable"),
  };
}

function openable(
  context: PageContext,
  id: string,
  columns: readonly Column[],
  rows: readonly (readonly DataCell[])[],
): Html {
  const { record, messages, format } = context;
  const summary = messages.text("replay.page-show-figures", { takes: record.takes.length });
  const heads = columns.map(({ head }) => html`<th scope="col"><bdi>${head}</bdi></th>`);
  const body = record.takes.map(
    (take) =>
      html`<tr>${columns.map(({ cell, words }) => html`<td class="${words ? "words" : "figure"}">${cell(take)}</td>`)}</tr>`,
  );
  const caption = messages.text("replay.page-takes-caption", { zone: format.zone });
  const link = dataDownload(`veedor-${id}.csv`, messages.text("replay.page-download"), rows);
  return html`<details class="data-${id}"><summary>${summary}</summary><p>${link} <span class="under">${messages.text(
    "replay.page-download-note",
  )}</span></p><div class="scroll" role="region" tabindex="0" aria-label="${summary} (${messages.text(
    `replay.page-data-${id === "coverage" || id === "leading" || id === "smaller" ? id : "takes"}`,
  )})"><table class="takes"><caption>${caption}</caption><thead><tr>${heads}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

/** The same as data: fractions of 1 and instants in UTC; what could not be computed is empty. */
function dataRows({ record }: PageContext, choices: readonly PageChoice[]): DataCell[][] {
  const names = ["estimate", "standardError", "degreesOfFreedom", "low", "high"] as const;
  const heads = choices.flatMap(({ code }) => names.map((name) => `${code} ${name}`));
  const every = choices.length === record.choices.length;
  const turnout = every ? names.map((name) => `turnout ${name}`) : [];
  const rows = record.takes.map((take): DataCell[] => [
    take.number,
    new Date(take.at).toISOString(),
    take.designed,
    take.arrived,
    take.usable,
    take.coverage,
    take.headline,
    ...choices.flatMap((choice) => names.map((name) => shareAt(take, choice)?.[name] ?? null)),
    ...(every ? names.map((name) => take.figures?.turnout?.[name] ?? null) : []),
    take.verdict.code,
  ]);
  return [
    ["take", "at", "designed", "arrived", "usable", "coverage", "headline", ...heads, ...turnout, "verdict"],
    ...rows,
  ];
}
