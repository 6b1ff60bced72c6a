import { html } from "@veedor/markup";
import type { Messages } from "@veedor/messages";
import type { ReplayRecord } from "../record.ts";
import { biasSigns } from "./bias-signs.ts";
import { contentSecurityPolicy } from "./content-security-policy.ts";
import { course, coverageOverTime } from "./course.ts";
import { finalFigures } from "./final-figures.ts";
import { gateTable } from "./gate-table.ts";
import { cautionLine, heading, lastVerdict } from "./heading.ts";
import { pageContext } from "./page-context.ts";
import { provenance } from "./provenance.ts";
import { pageStyle } from "./style.ts";
import { allTakes } from "./takes-table.ts";
import { twoEstimates } from "./two-estimates.ts";
import { watchedGroups } from "./watched-groups.ts";

/**
 * A replayed evening as one HTML document that needs nothing else: no script, no font, no image, no network. Its
 * policy allows only its own style, by hash. For screens from a phone to a wall, light and dark, and for paper.
 *
 * @param record the evening; every text and name in it is treated as hostile and escaped
 * @param messages the language of the page
 */
export function replayPage(record: ReplayRecord, messages: Messages): string {
  const context = pageContext(record, messages);
  const style = pageStyle();
  const title = messages.text("replay.page-title", { title: record.title });
  const page = html`<!doctype html>
<html lang="${messages.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Veedor">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<div class="sheet">
${heading(context)}
<main>
${lastVerdict(context)}
${finalFigures(context)}
${course(context)}
${coverageOverTime(context)}
${watchedGroups(context)}
${biasSigns(context)}
${gateTable(context)}
${twoEstimates(context)}
${allTakes(context)}
${provenance(context)}
</main>
<footer><p>${messages.text("replay.page-footer")}</p>${cautionLine(context)}</footer>
</div>
</body>
</html>
`;
  return page.markup;
}
