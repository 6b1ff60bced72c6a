import { useQueryClient } from "@tanstack/react-query";
import { eventsPath } from "@veedor/api-contract";
import { useEffect, useState } from "react";

/** Milliseconds within which news are answered by one reload, so that a hundred reports a second do not make a hundred. */
const GATHER = 1_000;
/** Milliseconds that a line may be away before it is called lost: a server that starts anew takes as long. */
const PATIENCE = 2_500;
const TRY_AGAIN = 4_000;

/** Whether news come; `since` is when the line was last known to hold. */
export type Line = { readonly lost: boolean; readonly since: number };

/**
 * Keeps everything that a mission's pages show up to date: news make what is on the screen load again, and so does
 * every return of the line, as nobody knows what happened meanwhile.
 */
export function useLive(mission: string): Line {
  const queries = useQueryClient();
  const [line, setLine] = useState<Line>(() => ({ lost: false, since: Date.now() }));
  useEffect(() => {
    const stream = new LiveStream(
      eventsPath.replace("{mission}", mission),
      () => void queries.invalidateQueries({ queryKey: ["mission", mission] }),
      (lost) =>
        setLine((before) =>
          lost
            ? { lost: true, since: before.lost ? before.since : Date.now() - PATIENCE }
            : { lost: false, since: Date.now() },
        ),
    );
    return () => stream.close();
  }, [mission, queries]);
  return line;
}

/** The browser's own event source, begun anew where it gives up, with patience before it calls the line lost. */
class LiveStream {
  readonly #path: string;
  readonly #onNews: () => void;
  readonly #onLine: (lost: boolean) => void;
  #source: EventSource | null = null;
  #gathering: ReturnType<typeof setTimeout> | null = null;
  #losing: ReturnType<typeof setTimeout> | null = null;
  #retrying: ReturnType<typeof setTimeout> | null = null;
  readonly #offline = (): void => this.#broke();
  readonly #online = (): void => this.#begin();

  constructor(path: string, onNews: () => void, onLine: (lost: boolean) => void) {
    this.#path = path;
    this.#onNews = onNews;
    this.#onLine = onLine;
    addEventListener("offline", this.#offline);
    addEventListener("online", this.#online);
    this.#begin();
  }

  close(): void {
    removeEventListener("offline", this.#offline);
    removeEventListener("online", this.#online);
    this.#source?.close();
    for (const timer of [this.#gathering, this.#losing, this.#retrying])
      if (timer !== null) clearTimeout(timer);
  }

  #begin(): void {
    this.#source?.close();
    let isFirst = true;
    const source = new EventSource(this.#path);
    this.#source = source;
    source.addEventListener("open", () => {
      if (this.#losing !== null) clearTimeout(this.#losing);
      this.#losing = null;
      this.#onLine(false);
      // What the pages loaded a moment ago is fresh; after a break it is not.
      if (!isFirst) this.#news();
      isFirst = false;
    });
    source.addEventListener("message", () => this.#news());
    source.addEventListener("error", () => {
      isFirst = false;
      this.#broke();
      // Refused or gone for good: the browser does not try by itself.
      if (source.readyState === EventSource.CLOSED) this.#retryLater();
    });
  }

  #news(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = null;
      this.#onNews();
    }, GATHER);
  }

  #broke(): void {
    this.#losing ??= setTimeout(() => this.#onLine(true), PATIENCE);
  }

  #retryLater(): void {
    if (this.#retrying !== null) clearTimeout(this.#retrying);
    this.#retrying = setTimeout(() => {
      this.#retrying = null;
      this.#begin();
      this.#news();
    }, TRY_AGAIN);
  }
}
