import { createHash, createHmac, createSecretKey, hash, randomBytes } from "node:crypto";
import type { AuditAction, AuditDetails, MissionAction } from "@veedor/domain";
import { AUDIT_ACTIONS } from "@veedor/domain";
import type { Fact, Json } from "@veedor/transparency-log";
import { leafBody } from "@veedor/transparency-log";
import type { Transaction } from "kysely";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Schema } from "../database/schema.ts";
import type { Actor } from "../people/actor.ts";

/**
 * One change: a transaction with everything that must commit with it or not at all.
 *
 * @property query the transaction
 * @property now the instant of the change
 * @property audit notes who did what, from the declared table
 * @property record commits to an accepted fact: its leaf waits for the public log
 * @property tell what open screens are told once the change has been committed
 */
export type Change = {
  readonly query: Transaction<Schema>;
  readonly now: Date;
  readonly audit: <A extends AuditAction>(
    action: A,
    about: { readonly mission: string | null; readonly subject: string | null },
    details: AuditDetails<A>,
  ) => Promise<void>;
  readonly record: (mission: string, subject: string, fact: Fact) => Promise<void>;
  readonly tell: (
    mission: string,
    kind: string,
    audience: MissionAction,
    data: Readonly<Record<string, Json>>,
  ) => Promise<void>;
};

/** The channel on which processes tell each other that a mission has news. */
export const NEWS_CHANNEL = "veedor_news";

/** Runs a use case in one transaction; what it throws rolls everything back. */
export function change<T>(
  context: Pick<Context, "database" | "clock">,
  actor: Actor,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  return context.database.query.transaction().execute((query) => {
    const now = new Date(context.clock.now());
    return work({
      query,
      now,
      audit: async (action, { mission, subject }, details) => {
        const declared: readonly string[] = AUDIT_ACTIONS[action];
        const kept = Object.entries(details).filter(([name]) => declared.includes(name));
        await query
          .insertInto("audit_event")
          .values({
            at: now,
            mission_id: mission,
            person_id: actor.kind === "person" ? actor.person : null,
            device_id: actor.kind === "device" ? actor.device : null,
            action,
            subject,
            details: JSON.stringify(Object.fromEntries(kept)),
          })
          .execute();
      },
      record: async (mission, subject, fact) => {
        await query
          .insertInto("pending_leaf")
          .values({ mission_id: mission, kind: fact.kind, subject, ...leafOf(fact) })
          .execute();
      },
      tell: async (mission, kind, audience, data) => {
        await query
          .insertInto("mission_event")
          .values({ mission_id: mission, kind, audience, data: JSON.stringify(data), at: now })
          .execute();
        await sql`select pg_notify(${NEWS_CHANNEL}, ${mission})`.execute(query);
      },
    });
  });
}

/** Body, salt key and leaf hash (RFC 6962, section 2.1: SHA-256 over 0x00 and the body) of a fact. */
export function leafOf(fact: Fact): {
  readonly body: Buffer;
  readonly salt_key: Buffer;
  readonly leaf: Buffer;
} {
  const key = randomBytes(32);
  // A key that is ready once is four times as fast over the fields as its bytes each time.
  const secret = createSecretKey(key);
  const text = leafBody(fact, {
    sha256: (input) => hash("sha256", input),
    hmac: (input) => createHmac("sha256", secret).update(input).digest("hex"),
  });
  const body = Buffer.from(text, "utf8");
  return { body, salt_key: key, leaf: createHash("sha256").update(LEAF_PREFIX).update(body).digest() };
}

const LEAF_PREFIX = Buffer.from([0]);
