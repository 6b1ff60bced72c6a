import pg from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { type Migration, migrate, migrations } from "../src/database/migrate.ts";
import { freshDatabase } from "./setting/server.ts";

describe("migrations", () => {
  const pools: pg.Pool[] = [];
  afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.end())));
  const open = (url: string): pg.Pool => {
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    pools.push(pool);
    return pool;
  };
  const empty = async (): Promise<string> => freshDatabase("template1");
  const all = migrations();
  const names = all.map(({ name }) => name);

  /** Every column of every table of ours, with its type: what a database is made of. */
  const shape = async (pool: pg.Pool): Promise<unknown[]> => {
    const { rows } = await pool.query<Record<string, unknown>>(
      `select table_schema, table_name, column_name, data_type, is_nullable, column_default
       from information_schema.columns where table_schema in ('public', 'personal')
       order by table_schema, table_name, column_name`,
    );
    return rows;
  };

  it("bring an empty database to this version, once", async () => {
    const pool = open(await empty());
    expect(await migrate(pool)).toEqual(names);
    expect(await migrate(pool)).toEqual([]);
  });

  it("bring every earlier version to the same, with what was in it", async () => {
    const fresh = open(await empty());
    await migrate(fresh);
    const wanted = await shape(fresh);
    for (let done = 1; done < all.length; done++) {
      const pool = open(await empty());
      await migrate(pool, all.slice(0, done));
      const person = "0190a000-0000-7000-8000-000000000001";
      await pool.query("insert into person (id, created_at) values ($1, now())", [person]);
      await pool.query(
        `insert into mission (id, code, name, country, languages, time_zone, kind, created_at)
         values ($1, 'kept', '{"es": "Misión"}', 'PE', '{es}', 'America/Lima', 'real', now())`,
        [person],
      );
      expect(await migrate(pool)).toEqual(names.slice(done));
      expect(await shape(pool)).toEqual(wanted);
      const { rows } = await pool.query("select code from mission");
      expect(rows).toEqual([{ code: "kept" }]);
    }
  });

  it("are run by one of several processes that start at once", async () => {
    const url = await empty();
    const runs = await Promise.all([1, 2, 3].map(() => migrate(open(url))));
    expect(runs.flat().sort()).toEqual([...names].sort());
  });

  const refusal = async (pool: pg.Pool, wanted: readonly Migration[]): Promise<unknown> => {
    try {
      return await migrate(pool, wanted);
    } catch (error) {
      return error;
    }
  };

  it("stop at a database of a later version, and at a migration that was changed", async () => {
    const pool = open(await empty());
    await migrate(pool);
    expect(await refusal(pool, all.slice(0, -1))).toMatchObject({
      code: "database-newer",
      detail: names.at(-1),
    });
    const changed = all.map((one, i) => (i === 0 ? { ...one, sha256: "0".repeat(64) } : one));
    expect(await refusal(pool, changed)).toMatchObject({ code: "migration-changed", detail: names[0] });
  });

  it("leave nothing of one that fails, and all of those before it", async () => {
    const pool = open(await empty());
    const broken = {
      name: "9999-broken",
      sql: "create table half (); select 1 / 0;",
      sha256: "f".repeat(64),
    };
    expect(await refusal(pool, [...all, broken])).toMatchObject({
      code: "migration-failed",
      detail: "9999-broken",
    });
    const { rows } = await pool.query(
      "select to_regclass('half') as half, count(*)::integer from veedor_migration",
    );
    expect(rows).toEqual([{ half: null, count: all.length }]);
  });
});
