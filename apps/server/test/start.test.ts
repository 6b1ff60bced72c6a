import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { type RunningServer, readConfiguration, StartError, startServer } from "../src/index.ts";
import { freshDatabase, testServer } from "./setting/server.ts";

const folder = mkdtempSync(join(tmpdir(), "veedor-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** A connection as it is on the wire: what has come over it so far, and whether it has ended. */
async function wire(origin: string): Promise<{ socket: Socket; heard: () => string; ended: Promise<void> }> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (piece: Buffer) => (text += piece.toString("latin1")));
  socket.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await new Promise((resolve) => socket.once("connect", resolve));
  undo.push(() => socket.destroy());
  return { socket, heard: () => text, ended };
}

const BODY = JSON.stringify({ code: "a-mission", name: "without what else a mission needs" });
const HEAD = `POST /api/missions HTTP/1.1\r\nHost: veedor\r\nContent-Type: application/json\r\nContent-Length: ${BODY.length}\r\n\r\n`;

/** A request of which the second half is still on its way. */
async function halfSent(server: RunningServer) {
  const connection = await wire(server.origin);
  connection.socket.write(HEAD + BODY.slice(0, 10));
  await wait(100);
  return connection;
}

const settings = async (more: Record<string, string> = {}) =>
  readConfiguration(
    { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error", DATABASE_URL: await freshDatabase(), ...more },
    { dataFolder: folder },
  );

async function refusal(starting: Promise<RunningServer>): Promise<StartError> {
  try {
    const server = await starting;
    await server.close();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error("it has started");
}

describe("a server that is told to stop", () => {
  it("finishes the request in hand, and takes no other", async () => {
    const server = await testServer();
    const { socket, heard, ended } = await halfSent(server);
    const closed = server.close();
    await wait(200);
    expect(heard()).toBe("");
    await expect(fetch(`${server.origin}/healthz`)).rejects.toThrow("fetch failed");
    socket.write(BODY.slice(10));
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 400 /);
    await closed;
  });

  it("cuts it when it is told to hurry", async () => {
    const server = await testServer();
    const { heard, ended } = await halfSent(server);
    const closed = server.close();
    await wait(50);
    server.hurry();
    await ended;
    await closed;
    expect(heard()).toBe("");
  });

  it("does not wait for connections on which nothing is asked", async () => {
    const server = await testServer();
    const { ended } = await wire(server.origin);
    const began = performance.now();
    await server.close();
    await ended;
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("several servers on one database", () => {
  it("start at once, on an empty database too, and all serve", async () => {
    const databaseUrl = await freshDatabase("template1");
    const one = async () =>
      startServer(
        readConfiguration(
          { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error", DATABASE_URL: databaseUrl },
          { dataFolder: folder },
        ),
      );
    const servers = await Promise.all([one(), one(), one()]);
    undo.push(() => Promise.all(servers.map((server) => server.close())));
    expect(new Set(servers.map(({ origin }) => origin)).size).toBe(3);
    for (const { origin } of servers) {
      expect(await (await fetch(`${origin}/readyz`)).json()).toEqual({ status: "ready" });
    }
  });
});

describe("a server that cannot start", () => {
  it("names the port that something else has", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    undo.push(() => other.close());
    const { port } = other.address() as AddressInfo;
    const { code, detail } = await refusal(startServer(await settings({ VEEDOR_PORT: String(port) })));
    expect({ code, detail }).toEqual({ code: "port-in-use", detail: `127.0.0.1:${port}` });
  });

  it("names the address that is not this machine's", async () => {
    const elsewhere = {
      VEEDOR_HOST: "203.0.113.9",
      VEEDOR_TRUSTED_PROXY: "loopback",
      VEEDOR_PUBLIC_URL: "https://veedor.example.org",
    };
    expect((await refusal(startServer(await settings(elsewhere)))).code).toBe("address-not-here");
  });

  it("names the certificate that is missing or none", async () => {
    const path = join(folder, "not-a-certificate.pem");
    writeFileSync(path, "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n");
    for (const certificate of [path, join(folder, "nowhere.pem")]) {
      const tls = { VEEDOR_TLS_CERTIFICATE: certificate, VEEDOR_TLS_KEY: path };
      const { code, detail } = await refusal(startServer(await settings(tls)));
      expect(code).toBe("certificate-unusable");
      expect(detail).toContain(certificate);
    }
  });

  it("names the database that does not answer or does not let it in, and no password", async () => {
    const silent = { DATABASE_URL: "postgresql://veedor:geheim@127.0.0.1:9/veedor" };
    const unreachable = await refusal(startServer(await settings(silent)));
    expect(unreachable).toMatchObject({ code: "database-unreachable", detail: "127.0.0.1:9/veedor" });
    const url = (await freshDatabase()).replace(/\/t_[0-9a-f]+/, "/nowhere");
    const refused = await refusal(startServer(await settings({ DATABASE_URL: url })));
    expect(refused).toMatchObject({ code: "database-refused", detail: expect.stringContaining("3D000") });
    expect(unreachable.message + unreachable.detail).not.toContain("geheim");
  });

  it("names the data folder that cannot be made", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const configuration = { ...(await settings()), dataFolder: join(file, "data") };
    expect(await refusal(startServer(configuration))).toMatchObject({ code: "folder-not-writable" });
  });
});

describe("a server behind a proxy", () => {
  const viaProxy = (proto: string) => ({ "x-forwarded-for": "203.0.113.9", "x-forwarded-proto": proto });
  const status = async (server: RunningServer, headers: Record<string, string>, path = "/api/missions") =>
    (await fetch(`${server.origin}${path}`, { headers })).status;

  it("serves what came through TLS, and nothing else but probes", async () => {
    const server = await testServer({ VEEDOR_TRUSTED_PROXY: "127.0.0.1" });
    undo.push(() => server.close());
    expect(await status(server, viaProxy("https"))).toBe(401);
    expect(await status(server, viaProxy("http"))).toBe(403);
    expect(await status(server, { "x-forwarded-for": "203.0.113.9" })).toBe(403);
    expect(await status(server, viaProxy("http"), "/readyz")).toBe(200);
    const { headers } = await fetch(server.origin, { headers: viaProxy("https") });
    expect(headers.get("strict-transport-security")).toContain("max-age=");
  });

  it("does not believe a header of someone who is not the proxy", async () => {
    const server = await testServer({ VEEDOR_TRUSTED_PROXY: "10.1.2.3" });
    undo.push(() => server.close());
    expect(await status(server, viaProxy("https"))).toBe(403);
  });
});
