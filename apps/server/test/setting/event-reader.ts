import type { RunningServer } from "../../src/index.ts";

/** One event as it stood on the wire. */
export type Heard = { readonly kind: string; readonly number: number; readonly text: string };

/** A stream of events that a test reads. */
export type EventReader = {
  readonly status: number;
  readonly heard: readonly Heard[];
  /** Everything that came, as it came. */
  readonly raw: () => string;
  readonly lastEventId: () => string;
  /** Waits until an event is heard for which this holds. */
  readonly until: (test: (event: Heard) => boolean, milliseconds?: number) => Promise<Heard>;
  readonly ended: Promise<void>;
  readonly close: () => void;
};

/** Opens a mission's stream of events as a browser does. */
export async function readEvents(
  server: Pick<RunningServer, "origin">,
  mission: string,
  reader: {
    readonly token: string;
    readonly lastEventId?: string;
    readonly onEvent?: (event: Heard) => void;
  },
): Promise<EventReader> {
  const control = new AbortController();
  const response = await fetch(`${server.origin}/api/missions/${mission}/events`, {
    headers: {
      authorization: `Bearer ${reader.token}`,
      accept: "text/event-stream",
      ...(reader.lastEventId === undefined ? {} : { "last-event-id": reader.lastEventId }),
    },
    signal: control.signal,
  });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  let raw = "";
  let lastEventId = reader.lastEventId ?? "";
  const take = (message: string): void => {
    const data = /^data: (.*)$/m.exec(message)?.[1];
    lastEventId = /^id: (.*)$/m.exec(message)?.[1] ?? lastEventId;
    if (data !== undefined) {
      const { kind, number } = JSON.parse(data) as { kind: string; number: number };
      const event = { kind, number, text: data };
      heard.push(event);
      reader.onEvent?.(event);
    }
    for (const look of waiting) look();
  };
  const read = async (): Promise<void> => {
    if (response.body === null) return;
    let rest = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      const text = decoder.decode(chunk as Uint8Array, { stream: true });
      raw += text;
      rest += text;
      for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
        take(rest.slice(0, end));
        rest = rest.slice(end + 2);
      }
    }
  };
  const ended = read().catch(() => undefined);
  const until: EventReader["until"] = (test, milliseconds = 5_000) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`not heard; heard: ${heard.map(({ kind }) => kind).join(", ")}`));
      }, milliseconds);
      const look = (): void => {
        const found = heard.find(test);
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    status: response.status,
    heard,
    raw: () => raw,
    lastEventId: () => lastEventId,
    until,
    ended,
    close: () => control.abort(),
  };
}
