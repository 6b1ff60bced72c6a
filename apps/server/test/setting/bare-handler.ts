// What submissions are measured against: `node bare-handler.ts FOLDER`. The least that takes a body durably, with no
// check at all: reads it, puts a file on disk where it is large, inserts one row a request into a PostgreSQL of the
// same settings, answers 201. Prints one line of JSON when it takes requests.
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { openDatabase } from "../../src/database/database.ts";
import { startOwnPostgres } from "../../src/database/own-postgres.ts";

/** Bodies above this are taken for photos. */
const SMALL = 20_000;

const [folder = ""] = process.argv.slice(2);
const postgres = await startOwnPostgres(join(folder, "database"), { systemUser: "nobody" });
const { pool } = openDatabase(postgres.url);
await pool.query("create table bare (id uuid primary key, body bytea not null)");
const files = join(folder, "files");
mkdirSync(files);

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

async function keepFile(id: string, body: Buffer): Promise<void> {
  const path = join(files, id);
  const handle = await open(`${path}.part`, "w");
  await handle.writeFile(body);
  await handle.sync();
  await handle.close();
  await rename(`${path}.part`, path);
  const place = await open(files);
  await place.sync();
  await place.close();
}

async function take(request: IncomingMessage): Promise<number> {
  if (request.method !== "POST") return 404;
  const body = await bodyOf(request);
  const head = body.subarray(0, SMALL);
  const id = createHash("md5").update(head).digest("hex");
  if (body.length > SMALL) await keepFile(id, body);
  const row = body.length > SMALL ? body.subarray(0, 2_000) : body;
  await pool.query({
    name: "keep",
    text: "insert into bare values ($1, $2) on conflict do nothing",
    values: [id, row],
  });
  return 201;
}

const server = createServer((request, response) => {
  take(request).then(
    (status) => response.writeHead(status).end(),
    () => response.writeHead(500).end(),
  );
});
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  process.stdout.write(`${JSON.stringify({ submissionUrl: url, pid: process.pid })}\n`);
});
process.on("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void pool.end().then(() => postgres.stop());
});
