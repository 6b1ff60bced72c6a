import { checkCharacter, typedCode } from "@veedor/xforms";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { alphabetOfMission } from "./store.ts";

/**
 * How observers type the codes of the mission's stations: with the check character of the form that phones have now.
 *
 * @returns for each code what is typed; `null` before a tally sheet's form is there, or where nothing of it can be
 */
export async function codesAsTyped(
  query: Kysely<Schema>,
  mission: string,
): Promise<(code: string) => string | null> {
  const alphabet = await alphabetOfMission(query, mission);
  return (code) => {
    const typed = typedCode(code);
    const character = alphabet === null ? null : checkCharacter(typed, alphabet);
    return character === null ? null : `${typed}${character}`;
  };
}
