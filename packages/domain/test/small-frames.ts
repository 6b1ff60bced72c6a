import type { Frame, Station, StationCode } from "../src/index.ts";

type Loose = {
  readonly formerCode?: string | null;
  readonly centre?: string | null;
  readonly registered?: number | null;
  readonly areas?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
};

/** A station for tests: what is not given is not there. Codes are taken as they are, also strange ones. */
export function station(code: string, given: Loose = {}): Station {
  return {
    code: code as StationCode,
    formerCode: (given.formerCode ?? null) as StationCode | null,
    centre: given.centre ?? null,
    registered: given.registered ?? null,
    areas: given.areas ?? [],
    attributes: given.attributes ?? {},
  };
}

export const frameOf = (
  stations: readonly Station[],
  areaLevels: readonly string[] = [],
  attributeNames: readonly string[] = [],
): Frame => ({ version: 1, areaLevels, attributeNames, stations });
