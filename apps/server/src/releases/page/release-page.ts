import type { ReleaseRecord } from "@veedor/api-contract";
import { type Html, html } from "@veedor/markup";
import { LANGUAGES, type Language, type Messages, messagesIn } from "@veedor/messages";
import { nameIn } from "../../missions/index.ts";
import type { Release } from "../store.ts";
import { endOfScale, intervalBar } from "./interval-bar.ts";

/** What the parts of the page are given. */
type View = {
  readonly release: Release;
  readonly record: ReleaseRecord;
  readonly messages: Messages;
  readonly name: (names: Readonly<Record<string, string>>) => string;
  readonly moment: (instant: Date | string) => string;
};

/** A released record as a page of its own, in one language: whole without scripts, and on one printed sheet. */
export function releasePage(release: Release, language: Language): string {
  const { record } = release;
  const messages = messagesIn(language);
  const view: View = {
    release,
    record,
    messages,
    name: (names) => nameIn(names, language, record.mission.languages),
    moment: momentsIn(language, record.mission.timeZone),
  };
  const statement = record.text[language] ?? Object.values(record.text)[0];
  const title = statement?.title ?? "";
  const page = html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${`${title} · ${view.name(record.mission.name)}`}</title>
<link rel="stylesheet" href="/public/style.css">
</head>
<body>
<header class="band"><p class="mission">${view.name(record.mission.name)}</p>${languages(view)}</header>
<main>
<p class="kicker">${`${view.name(record.election.name)} · ${longDay(record.election.day, language)}`}</p>
<h1>${title}</h1>
${withdrawal(view)}
<p class="headline">${statement?.headline ?? ""}</p>
<p class="when">${releasedWords(view)}</p>
${figures(view)}
<section class="words">${(statement?.paragraphs ?? []).map((paragraph) => html`<p>${paragraph}</p>`)}</section>
${gate(view)}
${check(view)}
</main>
</body>
</html>`;
  return `<!doctype html>\n${page.markup}`;
}

function languages({ messages }: View): Html {
  const links = Object.entries(LANGUAGES).map(([code, name]) =>
    code === messages.language
      ? html`<li><span aria-current="true" lang="${code}">${name}</span></li>`
      : html`<li><a href="?lang=${code}" hreflang="${code}" lang="${code}">${name}</a></li>`,
  );
  return html`<nav aria-label="${messages.text("release.page-languages")}"><ul>${links}</ul></nav>`;
}

function withdrawal({ release, messages: { text }, moment }: View): Html | null {
  if (release.withdrawnAt === null) return null;
  return html`<div class="withdrawn" role="note"><p><strong>${text("release.page-withdrawn", {
    instant: moment(release.withdrawnAt),
  })}</strong></p><p>${text("release.page-withdrawn-words", { reason: release.withdrawalReason ?? "" })}</p></div>`;
}

function releasedWords({ release, record, messages: { text }, moment }: View): string {
  const take = text("release.page-take", { number: record.take.number, instant: moment(record.take.at) });
  const released = text("release.page-released", { instant: moment(release.releasedAt ?? record.take.at) });
  return `${take}. ${released}. ${record.mission.timeZone}`;
}

function figures({ record, messages, name }: View): Html {
  const { text, percent } = messages;
  const choices = record.choices.toSorted((a, b) => b.share.estimate - a.share.estimate);
  const largest = endOfScale(choices.map(({ share }) => share.high));
  const rows = choices.map(({ name: names, share, probabilityFirst }) => {
    const interval = `${percent(share.low, 1)} – ${percent(share.high, 1)}`;
    return html`<tr><th scope="row">${name(names)}</th><td class="number strong">${percent(share.estimate, 1)}</td>
<td class="drawn">${intervalBar(share, largest)}</td><td class="number">${interval}</td>
<td class="number">${probabilityWords(probabilityFirst, messages)}</td></tr>`;
  });
  const level = percent(record.method.level, 0);
  return html`<section><h2 id="figures">${text("release.page-figures")}</h2>
<div class="scroll" role="region" aria-labelledby="figures" tabindex="0"><table><thead><tr>
<th scope="col">${text("release.page-choice")}</th><th scope="col" class="number">${text("release.page-share")}</th>
<td class="drawn scale-ends"><span>${percent(0, 0)}</span><span>${percent(largest, 0)}</span></td>
<th scope="col" class="number">${text("release.page-interval", { level })}</th>
<th scope="col" class="number">${text("release.page-probability")}</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`;
}

/** A probability is never said to be 0 or 100 %: the model's own error is larger than what is left. */
function probabilityWords(probability: number | null, { text, percent }: Messages): string {
  if (probability === null) return "—";
  if (probability > 0.999) return text("release.page-probability-above", { least: percent(0.999, 1) });
  return probability < 0.001 ? `< ${percent(0.001, 1)}` : percent(probability, 1);
}

function gate({ record, messages }: View): Html {
  const { text, textOf, percent, number } = messages;
  const shown = (name: string, value: number | null): string => {
    if (value === null) return "—";
    if (name === "stability") return number(value, 2);
    return percent(value, 1);
  };
  const found = (name: string, value: number | null): string =>
    name === "decision" ? probabilityWords(value, messages) : shown(name, value);
  const rows = record.gate.map(({ name, holds, value, threshold, subject }) => {
    const met =
      holds === true
        ? "replay.page-gate-met"
        : holds === false
          ? "replay.page-gate-unmet"
          : "replay.page-gate-unknown";
    const group = subject === null ? null : html` <span class="subject">${subject}</span>`;
    return html`<tr class="${holds === true ? "met" : "unmet"}"><th scope="row">${
      textOf("replay", `page-gate-${name}`) ?? name
    }${group}</th><td class="number">${found(name, value)}</td><td class="number">${shown(name, threshold)}</td><td>${text(met)}</td></tr>`;
  });
  return html`<section><h2 id="gate">${text("release.page-gate")}</h2>
<div class="scroll" role="region" aria-labelledby="gate" tabindex="0"><table class="gate"><thead><tr>
<th scope="col">${text("replay.page-gate-condition")}</th><th scope="col" class="number">${text("replay.page-gate-found")}</th>
<th scope="col" class="number">${text("replay.page-gate-asked")}</th><th scope="col">${text("replay.page-gate-holds")}</th>
</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function check({ release, record, messages: { text } }: View): Html {
  const { planHash, frameHash, secretSha256, reportsHash } = record.inputs;
  const hashes: [string, string][] = [
    [text("release.page-record-hash"), release.hash],
    [text("release.page-plan-hash"), planHash],
    [text("release.page-frame-hash"), frameHash],
    [text("release.page-secret-hash"), secretSha256],
    [text("release.page-reports-hash"), reportsHash],
  ];
  const address = `/api/public/missions/${encodeURIComponent(record.mission.code)}/releases/${release.id}`;
  return html`<section class="check"><h2>${text("release.page-check")}</h2>
<p>${text("release.page-check-words")}</p>
<dl>${hashes.map(([what, hash]) => html`<div><dt>${what}</dt><dd><code>${hash}</code></dd></div>`)}</dl>
<p><a href="${address}">${text("release.page-record")}</a> · ${record.software}</p></section>`;
}

function momentsIn(language: Language, timeZone: string): View["moment"] {
  const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short", timeZone });
  return (instant) => format.format(typeof instant === "string" ? new Date(instant) : instant);
}

const longDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
