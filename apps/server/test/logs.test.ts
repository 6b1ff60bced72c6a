import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LOG_EVENTS } from "../src/logs/events.ts";
import { makeLog } from "../src/logs/log.ts";
import { documentedRows } from "./documented-table.ts";

/** A log into memory, and the lines that it has written. */
function recording(level: "debug" | "info" | "warn" | "error" = "debug") {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): void => void lines.push(JSON.parse(line) as Record<string, unknown>);
  return { log: makeLog(level, { write }), lines };
}

const sources = [
  fileURLToPath(new URL("../src/", import.meta.url)),
  fileURLToPath(new URL("../../cli/src/start/", import.meta.url)),
];

/** Every call of the log in the sources: its level, what is given to it and where. */
function loggedInSources() {
  return sources
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
    )
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const text = readFileSync(path, "utf8").replace(/^ ?\*.*$|^\s*\/\/.*$/gm, "");
      const calls = text.matchAll(/\blog\??\.(debug|info|warn|error)\(\s*([^)]*)/g);
      return [...calls].map(([, level = "", given = ""]) => ({ path, level, given }));
    });
}

describe("the log", () => {
  it("writes a declared event with its declared fields, a level in words and the time", () => {
    const { log, lines } = recording();
    log.info({ event: "migrated", migrations: ["0001-foundation"] });
    expect(lines).toEqual([
      { level: "info", time: expect.any(String), event: "migrated", migrations: ["0001-foundation"] },
    ]);
    expect(Date.parse(String(lines[0]?.["time"]))).toBeGreaterThan(0);
  });

  it("writes nothing else: no other field, no free text, no object, no undeclared event", () => {
    const { log, lines } = recording();
    log.error({ event: "unexpected-error", route: "/a", stack: "s", votes: 812, person: "Ana" }, "votes 812");
    log.error("votes 812");
    log.warn({ event: "made-up", votes: 812 });
    log.error(new Error("votes 812"));
    log.error({ event: "crashed", stack: { votes: 812 } });
    expect(lines.map(({ time: _time, ...rest }) => rest)).toEqual([
      { level: "error", event: "unexpected-error", route: "/a", stack: "s" },
      { level: "error", event: "undeclared" },
      { level: "warn", event: "undeclared" },
      { level: "error", event: "undeclared" },
      { level: "error", event: "crashed" },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/812|Ana/);
  });

  it("keeps to the level that was set", () => {
    const { log, lines } = recording("error");
    log.info({ event: "listening", origin: "http://127.0.0.1:1" });
    log.warn({ event: "database-running" });
    log.error({ event: "database-ended" });
    expect(lines.map(({ event }) => event)).toEqual(["database-ended"]);
  });

  it("is called in the sources with declared events at their level, and with nothing but an event", () => {
    const calls = loggedInSources();
    expect(calls.length).toBeGreaterThan(5);
    for (const { path, level, given } of calls) {
      const event = /^\{\s*event: "([a-z-]+)"/.exec(given)?.[1] ?? `${path}: ${given}`;
      expect(Object.keys(LOG_EVENTS)).toContain(event);
      expect({ event, level }).toEqual({
        event,
        level: LOG_EVENTS[event as keyof typeof LOG_EVENTS].level,
      });
    }
  });

  it("is documented: every event, and no other", () => {
    expect(documentedRows("logs.md")).toEqual(
      Object.entries(LOG_EVENTS).map(([event, { level, fields, when }]) => [
        event,
        level,
        fields.join(", "),
        when,
      ]),
    );
  });
});
