import { ProblemError } from "@veedor/domain";
import type { Context } from "../context.ts";

/** Files that one process reads at once: each takes a processor's core and memory of its own. */
const MOST_AT_ONCE = 2;

/** Reading that this process does now, so that it can be stopped with it; nothing else depends on this. */
const underWay = new WeakMap<Context["database"], Map<AbortController, Promise<unknown>>>();

/**
 * Does the work as one of the few that run at once, with a signal that says when the server stops.
 *
 * @throws {ProblemError} `too-many-imports`
 */
export async function asOneOfFew<T>(
  { database }: Context,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const running = underWay.get(database) ?? new Map<AbortController, Promise<unknown>>();
  underWay.set(database, running);
  if (running.size >= MOST_AT_ONCE) throw new ProblemError("too-many-imports");
  const controller = new AbortController();
  const done = work(controller.signal);
  running.set(
    controller,
    done.catch(() => undefined),
  );
  try {
    return await done;
  } finally {
    running.delete(controller);
  }
}

/** Stops what is being read when the server stops: nothing of it has been stored. */
export async function stopImports({ database }: Context): Promise<void> {
  const running = underWay.get(database) ?? new Map<AbortController, Promise<unknown>>();
  for (const controller of running.keys()) controller.abort();
  await Promise.all(running.values());
}
