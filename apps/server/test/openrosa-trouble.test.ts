import { readdirSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { uploadForm } from "../src/forms/index.ts";
import type { RunningServer } from "../src/index.ts";
import { THE_SERVER } from "../src/people/actor.ts";
import { bareMission } from "./setting/people.ts";
import { newPhone, opening, openingForm, type Phone, photoPart } from "./setting/phone.ts";
import { testServer } from "./setting/server.ts";

async function serverWithPhone(settings: Readonly<Record<string, string>> = {}) {
  const server: RunningServer = await testServer(settings);
  const mission = await bareMission(server);
  await uploadForm(server.context, THE_SERVER, mission, openingForm());
  const phone: Phone = await newPhone(server, mission);
  return { server, phone };
}

function files({ context }: RunningServer): number {
  const root = join(context.configuration.dataFolder, "attachments");
  return readdirSync(root, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
}

describe("when the space for photos is used up", () => {
  it("reports without a photo go on; one with a photo is refused whole, and nothing of it stays", async () => {
    const { server, phone } = await serverWithPhone({ VEEDOR_ATTACHMENTS_QUOTA_GB: "0.0001" });
    try {
      const photo = new Uint8Array(60_000);
      expect((await phone.send(opening(), photoPart("a.jpg", photo))).status).toBe(201);
      const refused = await phone.send(opening(), photoPart("b.jpg", photo));
      expect(refused.status).toBe(507);
      expect(await refused.text()).toContain("no tiene espacio para más fotos");
      expect(await phone.count()).toBe(1);
      expect(files(server)).toBe(1);
      expect((await phone.send(opening())).status).toBe(201);
    } finally {
      await server.close();
    }
  });
});

describe("when connections to the database break under load", () => {
  it("phones are told to come again, and what they send again is stored once", async () => {
    const { server, phone } = await serverWithPhone();
    const outside = new pg.Client({ connectionString: server.databaseUrl });
    await outside.connect();
    try {
      const reports = Array.from({ length: 300 }, () => opening());
      let broken = 0;
      const breaking = setInterval(() => {
        broken++;
        void outside.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
      }, 100);
      const seen = new Set<number>();
      const send = async (xml: string): Promise<void> => {
        for (let tries = 0; tries < 500; tries++) {
          const { status } = await phone.send(xml);
          seen.add(status);
          if (status === 201) return;
        }
      };
      for (let i = 0; i < reports.length; i += 30) await Promise.all(reports.slice(i, i + 30).map(send));
      clearInterval(breaking);
      expect(broken).toBeGreaterThan(1);
      expect([...seen].filter((status) => status !== 201 && status !== 503)).toEqual([]);
      const { rows } = await outside.query(
        "select count(*)::int as n, count(distinct instance_id)::int as d from submission",
      );
      expect(rows).toEqual([{ n: 300, d: 300 }]);
    } finally {
      await outside.end();
      await server.close();
    }
  });
});

describe("when the server stops", () => {
  it("what phones were told is stored, and what they were not told they send again", async () => {
    const { server, phone } = await serverWithPhone();
    const outside = new pg.Client({ connectionString: server.databaseUrl });
    await outside.connect();
    try {
      const posts = Array.from({ length: 100 }, async () => {
        try {
          return (await phone.send(opening())).status;
        } catch {
          return 0;
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 20));
      const [answers] = await Promise.all([Promise.all(posts), server.close()]);
      const told = answers.filter((status) => status === 201).length;
      const { rows } = await outside.query<{ n: number }>("select count(*)::int as n from submission");
      expect(rows[0]?.n).toBeGreaterThanOrEqual(told);
    } finally {
      await outside.end();
    }
  });
});
