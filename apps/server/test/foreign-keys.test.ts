import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testServer } from "./setting/server.ts";

describe("the database", () => {
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  /** Foreign keys whose columns are not the first of any whole index. */
  const unindexed = `
    select format('%s (%s)', c.conrelid::regclass, string_agg(a.attname, ', ' order by a.attnum)) as key
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and not exists (
      select from pg_index i
      where i.indrelid = c.conrelid and i.indpred is null
        and (string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)] @> c.conkey
    )
    group by c.oid, c.conrelid order by 1`;

  it("has an index for each foreign key, in every schema", async () => {
    const { pool } = server.context.database;
    expect((await pool.query<{ key: string }>(unindexed)).rows.map(({ key }) => key)).toEqual([]);
    const { rows } = await pool.query("select 1 from pg_constraint where contype = 'f'");
    expect(rows.length).toBeGreaterThan(50);
    // The question finds one that lacks its index, and takes no index on other columns for it.
    await pool.query("create table lacking (a int, person_id uuid references person)");
    await pool.query("create index on lacking (a, person_id)");
    await pool.query("create index on lacking (person_id) where a = 1");
    expect((await pool.query(unindexed)).rows).toEqual([{ key: "lacking (person_id)" }]);
    await pool.query("create index on lacking (person_id, a)");
    expect((await pool.query(unindexed)).rows).toEqual([]);
  });
});
