import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import { ProblemError } from "@veedor/domain";
import type { Context } from "../../context.ts";
import { countAttempts, forgetAttempts, insertAttempt } from "./attempts-store.ts";

const MINUTE = 60_000;

/** How many attempts in how long, of what. Kept in the database, so that all processes count together. */
const LIMITS = {
  /** From one network address, whatever the account. An office full of people shares one. */
  network: { most: 100, within: 15 * MINUTE },
  /** At one account from one network address: someone who guesses. */
  pair: { most: 6, within: 15 * MINUTE },
  /**
   * At one account from everywhere. So high that no single address can shut a person out; passkeys and open sessions
   * do not count here at all.
   */
  account: { most: 100, within: 60 * MINUTE },
  /** Codes at one account: only who knows the password comes this far. */
  code: { most: 10, within: 60 * MINUTE },
  /** Proofs in an open session. */
  again: { most: 10, within: 15 * MINUTE },
  /** Tries of one person to take another address, each of which tells whether it has an account. */
  email: { most: 5, within: 60 * MINUTE },
  /** Invitations by one chief, which tell the same; a mission has thousands of observers. */
  invitation: { most: 5_000, within: 60 * MINUTE },
} as const;

/** What is counted, and about whom. */
export type Counted = { readonly kind: keyof typeof LIMITS; readonly about: string };

/**
 * Counts an attempt before it is judged, so that many at once do not all slip through; one that is refused here does
 * not count further.
 *
 * @returns what to hand to {@link forgive} when the attempt was right
 * @throws {ProblemError} `too-many-attempts`
 */
export async function countAttempt(
  context: Context,
  counted: readonly Counted[],
): Promise<readonly number[]> {
  const { query } = context.database;
  const now = context.clock.now();
  const taken: number[] = [];
  for (const { kind, about } of counted) {
    const { most, within } = LIMITS[kind];
    const subject = subjectOf(context, kind, about);
    taken.push(await insertAttempt(query, subject, new Date(now)));
    if ((await countAttempts(query, subject, new Date(now - within))) > most) {
      await forgetAttempts(query, taken);
      throw new ProblemError("too-many-attempts", { minutes: within / MINUTE });
    }
  }
  return taken;
}

/** The attempt was right and does not count. */
export async function forgive(context: Context, taken: readonly number[]): Promise<void> {
  await forgetAttempts(context.database.query, taken);
}

/** The part of an address that stands for one subscriber: all of IPv4, the first 64 bits of IPv6. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  const groups = tail === undefined ? first : [...first, ...zeros, ...last];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

/** Addresses are personal data: what is kept says nothing without the key file, and goes after a day. */
function subjectOf({ keys }: Context, kind: string, about: string): Buffer {
  return createHmac("sha256", keys.serverKey("sign-in attempts")).update(`${kind} ${about}`).digest();
}
