import { setTimeout as wait } from "node:timers/promises";
import * as contract from "@veedor/api-contract";
import { expect } from "vitest";
import type { z } from "zod";
import type { RunningServer } from "../../src/index.ts";
import type { SignedIn } from "./people.ts";

type Asked = z.input<NonNullable<typeof contract.createImport.body>>;

/** Sends bytes as a file, and answers with the status and what was said. */
export async function sendBytes(
  server: RunningServer,
  by: SignedIn,
  address: string,
  bytes: Uint8Array | ReadableStream,
  method = "PUT",
): Promise<{ readonly status: number; readonly answer: Record<string, unknown> }> {
  const response = await fetch(`${server.origin}${address}`, {
    method,
    headers: {
      authorization: `Bearer ${by.token}`,
      "content-type": contract.FILE_MEDIA_TYPE,
      "accept-language": "en",
    },
    body: bytes,
    ...(bytes instanceof Uint8Array ? {} : { duplex: "half" }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, answer: answer as Record<string, unknown> };
}

/** Asks for an import, sends the file, and waits for its end. */
export async function importFile(
  server: RunningServer,
  by: SignedIn,
  mission: string,
  asked: Asked,
  file: string | Uint8Array | ReadableStream,
): Promise<contract.ImportJobAnswer> {
  const job = await by.client.call(contract.createImport, { parameters: { mission }, body: asked });
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const path = `/api/missions/${mission}/imports/${job.id}/file`;
  const { status, answer } = await sendBytes(server, by, path, bytes);
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(answer)}`);
  return endOfImport(by, mission, job.id);
}

/** Waits for an import's end. */
export async function endOfImport(
  by: SignedIn,
  mission: string,
  job: string,
): Promise<contract.ImportJobAnswer> {
  for (;;) {
    const parameters = { mission, import: job };
    const read = await by.client.call(contract.readImport, { parameters });
    if (!["waiting", "receiving", "reading"].includes(read.state)) return read;
    await wait(20);
  }
}

/** How the test country's list of stations is read. */
export const FRAME_MAPPING = {
  format: "veedor-mapping/1",
  purpose: "frame",
  station: { columns: ["mesa"], separator: "" },
  areas: [
    { level: "department", from: { column: "departamento" } },
    { level: "municipality", from: { column: "municipio" } },
  ],
  centre: { column: "recinto" },
  registered: "inscritos",
  attributes: [{ name: "zone", from: { column: "zona" } }],
};

/** How many stations each municipality of the test country has, by department and zone. */
const PLACES = [
  ["Costa", "Puerto Águila", "urban", 24],
  ["Costa", "Salinas", "rural", 10],
  ["Sierra", "Alto Bosque", "urban", 14],
  ["Sierra", "Peñas", "rural", 12],
] as const;

/** The test country's list of 60 stations, as an authority might give it. */
export function frameCsv(): string {
  const lines = ["mesa;departamento;municipio;zona;recinto;inscritos"];
  let number = 0;
  for (const [department, municipality, zone, stations] of PLACES) {
    for (let i = 0; i < stations; i++) {
      number += 1;
      const code = String(number).padStart(4, "0");
      const centre = `Escuela ${municipality} ${1 + Math.floor(i / 3)}`;
      lines.push([code, department, municipality, zone, centre, 200 + ((number * 37) % 150)].join(";"));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** Nothing of a refused file stays: no frame, no station, no area. */
export async function nothingStored(server: RunningServer): Promise<void> {
  const { query } = server.context.database;
  for (const table of ["frame", "station", "frame_area"] as const)
    expect(await query.selectFrom(table).selectAll().execute()).toEqual([]);
}
