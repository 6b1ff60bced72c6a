import { hash, verify } from "@node-rs/argon2";
import { ProblemError } from "@veedor/domain";

/** Argon2id with 19 MiB and two passes: the least that OWASP's cheat sheet on password storage asks for. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const SHORTEST = 12;
const LONGEST = 200;

/** The hash of a password, with its parameters and salt in it (PHC string). */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), COST);
}

let decoy: Promise<string> | null = null;

/**
 * Whether the password is the one. Where there is none to compare with, as much work is done for the same answer in
 * the same time, so that nobody learns which addresses have an account.
 */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  decoy ??= hashPassword("nobody's password");
  const given = password.slice(0, LONGEST).normalize("NFKC");
  const same = await verify(stored ?? (await decoy), given);
  return same && stored !== null;
}

/**
 * Stops passwords that are guessed first: short ones, ones of few letters, and the account's own address.
 *
 * @throws {ProblemError} `weak-password`
 */
export function requireStrongPassword(password: string, email: string): void {
  const small = password.toLowerCase();
  const owner = email.toLowerCase().split("@")[0] ?? "";
  const isWeak =
    password.length < SHORTEST ||
    password.length > LONGEST ||
    new Set(small).size < 5 ||
    (owner.length >= 4 && small.includes(owner));
  if (isWeak) throw new ProblemError("weak-password", { shortest: SHORTEST });
}
