import process from "node:process";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Milliseconds in which further signals are the first one again: npm, a shell and the terminal may each send it. */
const SAME_SIGNAL = 500;

/**
 * What the process was told by signals, heard from the moment that this is made.
 *
 * @property stop comes about with the first signal
 * @property whenHurried says what a later signal does; until it was said, a later one ends the process
 * @property forget hears no more: signals do again what they do by themselves
 */
export type Signals = {
  readonly stop: Promise<NodeJS.Signals>;
  readonly whenHurried: (hurry: () => void) => void;
  readonly forget: () => void;
};

/** Hears the signals that ask a server to stop. */
export function hearSignals(): Signals {
  let first: number | null = null;
  let hurry = (): void => process.exit(1);
  let resolve: (signal: NodeJS.Signals) => void = () => undefined;
  const stop = new Promise<NodeJS.Signals>((done) => {
    resolve = done;
  });
  const hear = (signal: NodeJS.Signals): void => {
    if (first === null) {
      first = performance.now();
      resolve(signal);
    } else if (performance.now() - first > SAME_SIGNAL) {
      hurry();
    }
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    stop,
    whenHurried: (work) => void (hurry = work),
    forget: () => {
      for (const signal of SIGNALS) process.off(signal, hear);
    },
  };
}

/** What comes of work that a signal has stopped. */
export const STOPPED = "stopped";

/** Exit status of a command that was stopped: 128 and the number of SIGINT. */
export const INTERRUPTED = 130;

/** Does work until it is done or a signal asks to stop; then the work is left where it is. */
export function unlessStopped<Result>(
  { stop }: Signals,
  work: () => Promise<Result>,
): Promise<Result | typeof STOPPED> {
  return Promise.race([work(), stop.then((): typeof STOPPED => STOPPED)]);
}
