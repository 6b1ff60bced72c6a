import type pg from "pg";

/** A table with the columns that are stored (generated ones are made again). */
export type BackedUpTable = { readonly name: string; readonly columns: readonly string[] };

/** Every table of the database but the record of its migrations; names are quoted as SQL wants them. */
export async function tablesOf(client: pg.ClientBase): Promise<BackedUpTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            array_agg(format('%I', a.attname) order by a.attnum)::text[] as columns
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema$)' and c.relname <> 'veedor_migration'
      group by n.nspname, c.relname
      order by n.nspname, c.relname`,
  );
  return rows;
}

/** A foreign key as it is dropped before and made again after rows are put back in any order. */
type ForeignKey = { readonly table: string; readonly name: string; readonly definition: string };

/**
 * Lets rows come in any order: foreign keys are taken away and triggers rest, until the answer is called. All inside
 * the caller's transaction.
 */
export async function withoutConstraints(
  client: pg.ClientBase,
  tables: readonly BackedUpTable[],
): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as "table", format('%I', conname) as name,
            pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and conparentid = 0
      order by 1, 2`,
  );
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  return async () => {
    for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  };
}

/** A sequence and the last number that it gave. */
export type BackedUpSequence = { readonly name: string; readonly value: number };

/** Sequences that have given a number. What they gave is at least as high as in any row of the snapshot. */
export async function sequencesOf(client: pg.ClientBase): Promise<BackedUpSequence[]> {
  const { rows } = await client.query<BackedUpSequence>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value as value
       from pg_sequences where last_value is not null order by 1`,
  );
  return rows;
}

/**
 * Sets what belongs to the database that the rows came from: sequences go on after their last number, and transaction
 * numbers, which another database would take for ones to come, are older than any.
 */
export async function adopt(client: pg.ClientBase, sequences: readonly BackedUpSequence[]): Promise<void> {
  for (const { name, value } of sequences) await client.query("select setval($1, $2)", [name, value]);
  const { rows } = await client.query<{ table: string; column: string }>(
    `select format('%I.%I', table_schema, table_name) as "table", format('%I', column_name) as "column"
       from information_schema.columns
      where udt_name = 'xid8' and table_schema !~ '^(pg_|information_schema$)'`,
  );
  // 3 is the first number that a transaction can have.
  for (const { table, column } of rows) await client.query(`update ${table} set ${column} = '3'`);
}
