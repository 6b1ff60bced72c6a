import type { Station } from "@veedor/domain";
import type { Language } from "@veedor/messages";
import { messagesIn } from "@veedor/messages";
import { trimTicket } from "@veedor/statistics";
import type { Kysely } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import { change } from "../evidence/change.ts";
import { codesAsTyped } from "../forms/index.ts";
import { frameVersion, stationsOf } from "../frames/index.ts";
import type { Actor } from "../people/actor.ts";
import { requireInMission } from "../people/actor.ts";
import { personalDataOf } from "../people/index.ts";
import { existingSample } from "./announcement.ts";
import { assigneesOf } from "./assignments-store.ts";
import { csvLine, csvLineForPeople } from "./csv.ts";
import type { DrawPlace, SampleStation } from "./stations-store.ts";
import { drawPage, stationsInForce } from "./stations-store.ts";
import type { Sample } from "./store.ts";
import { contributionRows, sampleRows } from "./store.ts";

type At = { readonly mission: string; readonly sample: string };
type Query = Kysely<Schema>;

/** The mission's draws in the order of their announcements, with their contributions. What was drawn is not in it. */
export async function listSamples(context: Context, actor: Actor, mission: string) {
  requireInMission(actor, mission, "mission-read");
  const { query } = context.database;
  const samples = await sampleRows(query, { mission });
  return Promise.all(
    samples.map(async (sample) => ({ sample, contributions: await contributionRows(query, sample.id) })),
  );
}

/** A page of what was drawn, in its order, with the words of each station. */
export async function listDrawn(
  context: Context,
  actor: Actor,
  at: At,
  page: { readonly after: DrawPlace | null; readonly limit: number },
): Promise<(SampleStation & { readonly station: Station | null })[]> {
  requireInMission(actor, at.mission, "sample-read");
  const { query } = context.database;
  const sample = await existingSample(query, at);
  return withStations(query, sample.frame, await drawPage(query, sample.id, page));
}

async function withStations<Drawn extends { readonly code: string }>(
  query: Query,
  frame: string,
  drawn: readonly Drawn[],
): Promise<(Drawn & { readonly station: Station | null })[]> {
  const codes = drawn.map(({ code }) => code);
  const known = new Map<string, Station>(
    (await stationsOf(query, frame, codes)).map((one) => [one.code, one]),
  );
  return drawn.map((one) => ({ ...one, station: known.get(one.code) ?? null }));
}

/** Decimals of a ticket that are printed, counted after its initial nines, as `veedor draw` prints them. */
const TICKET_DIGITS = 18;
/** Stations that are read together. */
const TOGETHER = 1_000;

/** The draw as `veedor draw` prints it. */
export async function* drawAsCsv(query: Query, sample: Sample): AsyncGenerator<string> {
  yield csvLine(["order", "station", "stratum", "N_h", "n_h", "ticket", "spare"]);
  for await (const one of everyDrawn(query, sample.id)) {
    // A sample that was taken over from a past election has no tickets.
    const ticket = one.ticket === "" ? "" : trimTicket(one.ticket, TICKET_DIGITS);
    const { order, code, stratum, stratumStations, stratumDrawn, isSpare } = one;
    yield csvLine([order, code, stratum, stratumStations, stratumDrawn, ticket, isSpare ? 1 : 0]);
  }
}

async function* everyDrawn(query: Query, sample: string): AsyncGenerator<SampleStation> {
  let after: DrawPlace | null = null;
  for (;;) {
    const page: SampleStation[] = await drawPage(query, sample, { after, limit: TOGETHER });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < TOGETHER) return;
    after = { stratum: last.stratum, order: last.order };
  }
}

/** The list of what was drawn, as a file; whoever takes it is noted. */
export async function exportDraw(context: Context, actor: Actor, at: At): Promise<AsyncIterable<string>> {
  requireInMission(actor, at.mission, "sample-read");
  const sample = await existingSample(context.database.query, at);
  await noteExport(context, actor, at, "draw");
  return drawAsCsv(context.database.query, sample);
}

/** Sheets for the people who call: stations that count, where they are, who is there. Whoever takes it is noted. */
export async function exportCallSheets(
  context: Context,
  actor: Actor,
  at: At,
  language: Language,
): Promise<AsyncIterable<string>> {
  requireInMission(actor, at.mission, "sample-read");
  requireInMission(actor, at.mission, "assignments-read");
  const sample = await existingSample(context.database.query, at);
  await noteExport(context, actor, at, "call-sheets");
  return callSheets(context, sample, language);
}

async function* callSheets(context: Context, sample: Sample, language: Language): AsyncGenerator<string> {
  const { query } = context.database;
  const { text } = messagesIn(language);
  const frame = await frameVersion(query, sample.frame);
  const levels = frame?.areaLevels ?? [];
  yield csvLineForPeople([
    text("sample.heading-station"),
    text("sample.heading-typed"),
    ...levels,
    text("sample.heading-centre"),
    text("sample.heading-registered"),
    text("sample.heading-stratum"),
    text("sample.heading-observers"),
    text("sample.heading-called-at"),
    text("sample.heading-notes"),
  ]);
  const asTyped = await codesAsTyped(query, sample.mission);
  const inForce = await stationsInForce(query, sample.id);
  for (let start = 0; start < inForce.length; start += TOGETHER) {
    const piece = await withStations(query, sample.frame, inForce.slice(start, start + TOGETHER));
    const assignees = await assigneesOf(
      query,
      sample.mission,
      piece.map(({ code }) => code),
    );
    const people = await personalDataOf(context, query, [...new Set([...assignees.values()].flat())]);
    for (const { code, stratum, station } of piece) {
      const names = (assignees.get(code) ?? []).map((person) => people.get(person)?.name ?? "—");
      const areas = station?.areas ?? levels.map(() => "");
      yield csvLineForPeople([
        code,
        asTyped(code),
        ...areas,
        station?.centre ?? null,
        station?.registered ?? null,
        stratum,
        names.join(" / "),
        null,
        null,
      ]);
    }
  }
}

async function noteExport(context: Context, actor: Actor, at: At, list: string): Promise<void> {
  await change(context, actor, (tx) =>
    tx.audit("sample-list-exported", { mission: at.mission, subject: at.sample }, { list }),
  );
}
