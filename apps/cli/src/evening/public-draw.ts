import * as contract from "@veedor/api-contract";
import type { DrawRequest } from "../replay/sample.ts";
import type { Player } from "./cast.ts";

/** Stations of one page of a draw. */
const PAGE = 500;

/**
 * Draws a sample by the whole protocol: announced with the hash of a secret, mixed with what was thrown in public,
 * drawn.
 *
 * @param contributions lines that were thrown in public, in their order
 * @returns the sample's identifier, and the codes of the stations in the order of the draw
 */
export async function drawInPublic(
  { client }: Player,
  at: { readonly mission: string; readonly election: string },
  design: Omit<DrawRequest, "seed">,
  contributions: readonly string[],
): Promise<{ readonly sample: string; readonly stations: readonly string[] }> {
  const { mission } = at;
  const { stations: size, strata, allocation, minimum } = design;
  const announced = await client.call(contract.announceSample, {
    parameters: at,
    body: { design: { stations: size, strata: [...strata], allocation: { rule: allocation }, minimum } },
  });
  const parameters = { mission, sample: announced.id };
  for (const text of contributions)
    await client.call(contract.addContribution, { parameters, body: { text, source: "demo" } });
  await client.call(contract.drawSample, { parameters });
  const stations: string[] = [];
  for (let after: string | undefined, more = true; more; ) {
    const query = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const { items, next } = await client.call(contract.listDrawnStations, { parameters, query });
    stations.push(...items.filter(({ isSpare }) => !isSpare).map(({ station }) => station));
    after = next ?? undefined;
    more = next !== null;
  }
  return { sample: announced.id, stations };
}
