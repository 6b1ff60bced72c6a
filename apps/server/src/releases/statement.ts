import type { ReleaseRecord } from "@veedor/api-contract";
import type { Denominator } from "@veedor/domain";
import { type Language, type Messages, messagesIn } from "@veedor/messages";
import { nameIn } from "../missions/index.ts";
import type { RecordFigures } from "./record.ts";

/** Choices that are named in the statement; the table has them all. */
const NAMED = 6;

/**
 * The statement of a record in one language. Every figure in it is the record's own, written as the language writes
 * numbers: nobody types one.
 *
 * @param languages of the mission, in which names are looked for when the statement's own has none
 */
export function statementIn(
  language: Language,
  record: RecordFigures,
  languages: readonly string[],
): ReleaseRecord["text"][string] {
  const messages = messagesIn(language);
  const { text } = messages;
  const say = { messages, record, name: choiceNames(record, language, languages) };
  return {
    title: text("release.title", { contest: nameIn(record.contest.name, language, languages) }),
    headline: headline(say),
    paragraphs: [...estimates(say), ...method(say), gate(say), ...signs(say), text("release.caution")],
  };
}

type Say = {
  readonly messages: Messages;
  readonly record: RecordFigures;
  /** The name of a choice by its code. */
  readonly name: (code: string) => string;
};

function choiceNames(
  record: RecordFigures,
  language: Language,
  languages: readonly string[],
): (code: string) => string {
  const names = new Map(record.choices.map(({ code, name }) => [code, nameIn(name, language, languages)]));
  return (code) => names.get(code) ?? code;
}

function headline({ messages: { text, percent }, record, name }: Say): string {
  const { call, lead, choices, method } = record;
  const called = choices.find(({ code }) => code === call);
  if (called !== undefined) {
    const { estimate, low, high } = called.share;
    return text("release.called", {
      first: name(called.code),
      share: percent(estimate, 1),
      low: percent(low, 1),
      high: percent(high, 1),
      shares: text(`release.shares-of-${method.denominator as Denominator}`),
    });
  }
  const [only] = choices;
  return text("release.too-close", {
    first: name(lead?.first ?? only?.code ?? ""),
    second: name(lead?.second ?? only?.code ?? ""),
  });
}

function estimates({ messages, record, name }: Say): string[] {
  const { text, percent, fixed } = messages;
  const { choices, lead, turnout, method } = record;
  const range = (ratio: { estimate: number; low: number; high: number }) => ({
    share: percent(ratio.estimate, 1),
    low: percent(ratio.low, 1),
    high: percent(ratio.high, 1),
  });
  const largest = choices.toSorted((a, b) => b.share.estimate - a.share.estimate).slice(0, NAMED);
  const list = new Intl.ListFormat(messages.language, { type: "unit" }).format(
    largest.map(({ code, share }) => text("release.estimate", { choice: name(code), ...range(share) })),
  );
  const points = (fraction: number): string => fixed(fraction * 100, 1);
  return [
    text("release.estimates", { list, level: percent(method.level, 0) }),
    ...(lead === null
      ? []
      : [
          text("release.lead", {
            first: name(lead.first),
            second: name(lead.second),
            points: points(lead.estimate),
            low: points(lead.low),
            high: points(lead.high),
          }),
        ]),
    ...(turnout === null ? [] : [text("release.turnout", range(turnout))]),
  ];
}

function method({ messages: { text, percent }, record }: Say): string[] {
  const { headline, denominator, level, strata, designed, arrived, usable } = record.method;
  return [
    text("replay.page-method", {
      headline,
      shares: text(`replay.page-shares-of-${denominator as Denominator}`),
      level: percent(level, 0),
      stations: usable,
      strata,
    }),
    text("replay.page-method-missing", {
      designed,
      arrived,
      rate: percent(arrived / designed, 1),
      missing: designed - arrived,
      unusable: arrived - usable,
    }),
  ];
}

function gate({ messages, record }: Say): string {
  const { text, textOf, language } = messages;
  if (record.gateOpen) return text("release.gate-open");
  const unmet = record.gate.filter(({ holds }) => holds !== true);
  const names = unmet.map(({ name }) => textOf("replay", `page-gate-${name}`) ?? name);
  return text("release.gate-shut", {
    unmet: new Intl.ListFormat(language).format(names),
    reason: record.overrideReason ?? "",
  });
}

function signs({ messages, record }: Say): string[] {
  const { text, textOf, language } = messages;
  if (record.signsOfBias.length === 0) return [];
  const words = record.signsOfBias.map((sign) => textOf("release", `sign-${sign}`) ?? sign);
  return [text("release.signs", { signs: new Intl.ListFormat(language).format(words) })];
}
