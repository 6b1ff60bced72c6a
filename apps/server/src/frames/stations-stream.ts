import type { Station } from "@veedor/domain";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { stationPage } from "./store.ts";

/** Stations that are read together. */
const TOGETHER = 5_000;

/** All stations of a frame in the order of their codes, read in pieces; the name of an area stands in memory once. */
export async function* everyStation(query: Kysely<Schema>, frame: string): AsyncGenerator<Station> {
  const onlyOnce = textKeeper();
  let after: string | null = null;
  for (;;) {
    const piece: Station[] = await stationPage(query, frame, {
      after,
      limit: TOGETHER,
      area: null,
      search: "",
    });
    for (const station of piece) {
      const { areas, centre, attributes } = station;
      yield {
        ...station,
        areas: areas.map(onlyOnce),
        centre: centre === null ? null : onlyOnce(centre),
        attributes: Object.fromEntries(
          Object.entries(attributes).map(([name, text]) => [onlyOnce(name), onlyOnce(text)]),
        ),
      };
    }
    if (piece.length < TOGETHER) return;
    after = piece.at(-1)?.code ?? null;
  }
}

function textKeeper(): (text: string) => string {
  const texts = new Map<string, string>();
  return (text) => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
}
