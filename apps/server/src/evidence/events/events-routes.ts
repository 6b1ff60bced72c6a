import { eventsPath, missionPath } from "@veedor/api-contract";
import { ProblemError } from "@veedor/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context } from "../../context.ts";
import type { Routes } from "../../http/app.ts";
import { requireInMission } from "../../people/actor.ts";
import { actorOf } from "../../people/index.ts";
import { EventStream } from "./event-stream.ts";
import { MissionFeed } from "./mission-feed.ts";
import { newsOf } from "./news.ts";
import { readSnapshot } from "./snapshot.ts";

/** Streams that one person may have open in one process: a few screens. */
export const MOST_STREAMS = 8;
/** Milliseconds between signs of life, and between looks whether the reader may still read. */
const BEAT_EVERY = 15_000;
const LOOK_EVERY = 5_000;

/** Server-sent events of a mission, for those of its people who may know of each. */
export const eventRoutes: Routes = (app, context) => {
  const streams = new Streams(context);
  app.addHook("onReady", (done) => {
    streams.listen();
    done();
  });
  app.addHook("preClose", (done) => {
    streams.end();
    done();
  });
  app.get(
    eventsPath.replace("{mission}", ":mission"),
    {
      schema: {
        summary: "What happens in the mission, as server-sent events; resumes behind Last-Event-ID",
        params: missionPath,
        response: { 200: z.string() },
      },
    },
    (request, reply) => streams.open(request, reply),
  );
};

type OpenStream = { readonly stream: EventStream; readonly timers: readonly NodeJS.Timeout[] };

/** The open streams of this process. */
class Streams {
  readonly #context: Context;
  readonly #feeds = new Map<string, MissionFeed>();
  readonly #open = new Map<EventStream, OpenStream>();
  readonly #byPerson = new Map<string, number>();
  #unsubscribe: () => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
  }

  listen(): void {
    this.#unsubscribe = newsOf(this.#context).subscribe((mission) => {
      if (mission === null) for (const feed of this.#feeds.values()) feed.look();
      else this.#feeds.get(mission)?.look();
    });
  }

  end(): void {
    this.#unsubscribe();
    for (const stream of this.#open.keys()) stream.end();
  }

  /** @throws {ProblemError} `not-signed-in`, `not-found`, `too-many-requests`, `invalid-request` */
  async open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { mission } = missionPath.parse(request.params);
    const { actor } = request;
    requireInMission(actor, mission, "mission-read");
    if (actor.kind !== "person") throw new ProblemError("forbidden");
    const { person } = actor;
    const given = request.headers["last-event-id"];
    const since = typeof given === "string" && given !== "" ? readSnapshot(given) : null;
    if (given !== undefined && given !== "" && since === null)
      throw new ProblemError("invalid-request", { path: "headers/last-event-id" });
    const count = this.#byPerson.get(person) ?? 0;
    if (count >= MOST_STREAMS) throw new ProblemError("too-many-requests");
    this.#byPerson.set(person, count + 1);
    // Proxies that collect answers would hold events back.
    reply.header("content-type", "text/event-stream; charset=utf-8").header("x-accel-buffering", "no");
    reply.header("cache-control", "no-store").hijack();
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value);
    const stream = new EventStream(reply.raw, actor.roles.get(mission) ?? [], () =>
      this.#closed(stream, person),
    );
    const beat = setInterval(() => stream.beat(), BEAT_EVERY).unref();
    const look = setInterval(() => void this.#look(stream, request, mission, person), LOOK_EVERY).unref();
    this.#open.set(stream, { stream, timers: [beat, look] });
    this.#context.metrics.set("veedor_event_streams", {}, this.#open.size);
    const feed = this.#feeds.get(mission) ?? new MissionFeed(this.#context, mission);
    this.#feeds.set(mission, feed);
    try {
      await stream.begin(this.#context, mission, feed, since);
      feed.look();
    } catch {
      // The database is away; the reader comes back.
      stream.end();
    }
  }

  /** A session that has ended, or a person who has no part in the mission any more, is told nothing further. */
  async #look(stream: EventStream, request: FastifyRequest, mission: string, person: string): Promise<void> {
    const actor = await actorOf(this.#context, request.headers, request.cookies).catch(() => null);
    if (actor === null) return;
    const roles = actor.kind === "person" && actor.person === person ? actor.roles.get(mission) : undefined;
    if (roles === undefined || roles.length === 0) stream.end();
    else stream.setRoles(roles);
  }

  #closed(stream: EventStream, person: string): void {
    for (const timer of this.#open.get(stream)?.timers ?? []) clearInterval(timer);
    this.#open.delete(stream);
    const left = (this.#byPerson.get(person) ?? 1) - 1;
    if (left > 0) this.#byPerson.set(person, left);
    else this.#byPerson.delete(person);
    for (const [mission, feed] of this.#feeds) if (feed.isIdle) this.#feeds.delete(mission);
    this.#context.metrics.set("veedor_event_streams", {}, this.#open.size);
  }
}
