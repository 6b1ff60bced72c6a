import type { Html } from "@veedor/markup";
import { html } from "@veedor/markup";
import type { GroupCoverage } from "@veedor/quick-count";
import type { PageContext } from "./page-context.ts";

/** Groups shown at once; of more, those that differ most, and the others to open. */
const SHOWN = 12;

/** What arrived of each watched group, against what was drawn. */
export function watchedGroups(context: PageContext): Html {
  const { last, messages, record } = context;
  const title = html`<h2 id="groups">${messages.text("replay.page-groups-title")}</h2>`;
  if (last === null) return html`<section aria-labelledby="groups">${title}</section>`;
  const cells = html`${cellTable(context, "strata", last.strata)}${cellTable(context, "post-strata", last.postStrata)}`;
  if (record.plan.watch.length === 0) {
    return html`<section aria-labelledby="groups">${title}<p>${messages.text("replay.page-no-groups")}</p>${cells}</section>`;
  }
  const tables = record.plan.watch.map((column) =>
    columnTables(
      context,
      column,
      last.groups.filter((group) => group.column === column),
    ),
  );
  const reading = messages.text("replay.page-groups-reading");
  return html`<section aria-labelledby="groups">${title}<p class="reading">${reading}</p><div class="side-by-side">${tables}</div>${cells}</section>`;
}

/** Every stratum or post-stratum, to open: what to chase. */
function cellTable(
  context: PageContext,
  cells: "strata" | "post-strata",
  groups: readonly GroupCoverage[],
): Html | null {
  if (groups.length < 2) return null;
  const words = context.messages.text(`replay.page-all-${cells}`, { count: groups.length });
  return html`<details><summary>${words}</summary>${groupTable(context, words, groups)}</details>`;
}

function columnTables(context: PageContext, column: string, groups: readonly GroupCoverage[]): Html {
  if (groups.length <= SHOWN) return html`<div>${groupTable(context, column, groups)}</div>`;
  const away = ({ difference }: GroupCoverage): number => Math.abs(difference ?? 0);
  const furthest = [...groups].sort((a, b) => away(b) - away(a)).slice(0, SHOWN);
  const all = context.messages.text("replay.page-all-groups", { count: groups.length, column });
  const few = context.messages.text("replay.page-furthest-groups", { count: SHOWN, column });
  return html`<div>${groupTable(context, few, furthest)}<details><summary>${all}</summary>${groupTable(context, all, groups)}</details></div>`;
}

function groupTable(context: PageContext, caption: string, groups: readonly GroupCoverage[]): Html {
  const { messages } = context;
  return html`<table class="groups stacked" role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${messages.text(
    "replay.page-group",
  )}</th><th scope="col" role="columnheader" class="figure">${messages.text("replay.page-designed")}</th><th scope="col" role="columnheader" class="figure">${messages.text(
    "replay.page-usable",
  )}</th><th scope="col" role="columnheader" class="figure">${messages.text("replay.page-difference")}</th></tr></thead><tbody role="rowgroup">${groups.map(
    (group) => groupRow(context, group),
  )}</tbody></table>`;
}

function groupRow(
  { messages, format, record }: PageContext,
  { group, designed, arrived, difference }: GroupCoverage,
): Html {
  const rate = designed === 0 ? null : arrived / designed;
  const bar =
    rate === null
      ? null
      : html`<svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="bar-all" width="100" height="6"/><rect class="bar-arrived" width="${
          Math.round(rate * 1000) / 10
        }" height="6"/></svg>`;
  const strong = difference !== null && Math.abs(difference) > record.plan.gate.arrivalDifference;
  const away =
    difference === null
      ? html`<span class="none">${messages.text("replay.page-not-computable")}</span>`
      : html`${format.signedPoints(difference)}${strong ? html`<span class="under outside">✗ ${messages.text("replay.page-beyond-plan")}</span>` : null}`;
  const named = group === "" ? messages.text("replay.page-group-empty") : group;
  return html`<tr role="row"><th scope="row" role="rowheader"><bdi>${named}</bdi>${bar}</th><td role="cell" class="figure">${format.count(designed)}</td><td role="cell" class="figure">${format.count(
    arrived,
  )}<span class="under">${rate === null ? "" : format.percent(rate)}</span></td><td role="cell" class="figure">${away}</td></tr>`;
}
