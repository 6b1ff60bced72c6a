/**
 * The time, handed to everything that needs it, so that a rehearsal can be played faster than it happened.
 *
 * @property now milliseconds since 1970
 * @property at calls back once the instant has come (at once if it has); the answer cancels
 */
export type Clock = {
  readonly now: () => number;
  readonly at: (instant: number, callback: () => void) => () => void;
};

/** Timers of Node.js fire early when they are set for more than 2^31 ms. */
const LONGEST_TIMER = 2_000_000_000;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  at: (instant, callback) => {
    let timer: NodeJS.Timeout;
    const set = (): void => {
      const left = instant - Date.now();
      timer = setTimeout(left > LONGEST_TIMER ? set : callback, Math.min(LONGEST_TIMER, Math.max(0, left)));
      timer.unref();
    };
    set();
    return () => clearTimeout(timer);
  },
};

/** A clock that stands still until it is told to go on: for replays of past evenings and for tests. */
export type StagedClock = Clock & { readonly advanceTo: (instant: number) => void };

/** Makes a staged clock. It never goes back; callbacks run in the order of their instants. */
export function stagedClock(start: number): StagedClock {
  let now = start;
  let waiting: { readonly instant: number; readonly callback: () => void }[] = [];
  const runDue = (): void => {
    const due = waiting.filter(({ instant }) => instant <= now).sort((a, b) => a.instant - b.instant);
    waiting = waiting.filter(({ instant }) => instant > now);
    for (const { callback } of due) callback();
  };
  return {
    now: () => now,
    at: (instant, callback) => {
      const entry = { instant, callback };
      waiting.push(entry);
      queueMicrotask(runDue);
      return () => {
        waiting = waiting.filter((one) => one !== entry);
      };
    },
    advanceTo: (instant) => {
      now = Math.max(now, instant);
      runDue();
    },
  };
}
