import * as contract from "@veedor/api-contract";
import type { Take } from "@veedor/quick-count";
import { type RunningServer, untilTakesAreMade } from "@veedor/server";
import type { Player } from "./cast.ts";

/** Reads takes through the API as they are made, each once and whole. */
export type TakeReader = {
  /** Waits until every take whose instant has come is made, and answers those that have not been answered yet. */
  readonly comeSince: () => Promise<Take[]>;
};

/** Makes a reader of a contest's takes, with the eyes of its statistician. */
export function takeReader(
  server: RunningServer,
  { client }: Player,
  at: { readonly mission: string; readonly contest: string },
): TakeReader {
  let after: string | undefined;
  return {
    comeSince: async () => {
      await untilTakesAreMade(server.context);
      const takes: Take[] = [];
      for (let more = true; more; ) {
        const query = after === undefined ? {} : { after };
        const { items, next } = await client.call(contract.listTakes, { parameters: at, query });
        for (const { id, at: instant } of items) {
          const { content } = await client.call(contract.readTake, { parameters: { ...at, take: id } });
          takes.push(takeOf(content));
          // Pages go on behind the instant of the last one.
          after = String(Date.parse(instant));
        }
        more = next !== null;
      }
      return takes;
    },
  };
}

/** JSON holds no infinity: degrees of freedom that it writes as `null` are infinite. */
function takeOf(content: unknown): Take {
  const text = JSON.stringify(content);
  return JSON.parse(text, (name, value: unknown) =>
    name === "degreesOfFreedom" && value === null ? Number.POSITIVE_INFINITY : value,
  ) as Take;
}
