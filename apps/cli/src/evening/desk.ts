import * as contract from "@veedor/api-contract";
import type { Player } from "./cast.ts";

/**
 * Plays a desk that lets every sheet count that a check holds back, in the order in which they came: a past election
 * is played with the figures of the authority's own file, odd ones too.
 */
export async function acceptWaiting(desk: Player, mission: string, contest: string): Promise<number> {
  let accepted = 0;
  for (;;) {
    const query = { contest, state: "waiting" as const, limit: 500 };
    const { items } = await desk.client.call(contract.listReports, { parameters: { mission }, query });
    if (items.length === 0) return accepted;
    for (const { id, revision } of items) {
      const parameters = { mission, report: id };
      await desk.client.call(contract.acceptReport, { parameters, body: { revision } });
      accepted += 1;
    }
  }
}
