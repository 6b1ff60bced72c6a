import type { Context } from "../../context.ts";
import { eraseAgain, forgetKeys } from "./erasure.ts";

const MINUTE = 60_000;

/** Brings people, addresses and key file together at start, before the first request. */
export async function settleKeys(context: Context): Promise<void> {
  const people = await eraseAgain(context);
  if (people > 0) context.log.warn({ event: "erased-again", people });
  await forgetKeys(context);
}

/** Every minute: what another process has been told to forget, this one's key file forgets too. */
export function keepKeysForgotten(context: Context): Promise<() => Promise<void>> {
  let work = Promise.resolve();
  let isStopped = false;
  let cancel = (): void => undefined;
  const set = (): void => {
    if (isStopped) return;
    cancel = context.clock.at(context.clock.now() + MINUTE, () => {
      work = forgetKeys(context)
        .catch(() => context.log.error({ event: "keys-not-forgotten" }))
        .finally(set);
    });
  };
  set();
  return Promise.resolve(async () => {
    isStopped = true;
    cancel();
    await work;
  });
}
