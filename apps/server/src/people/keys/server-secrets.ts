import type { Context } from "../../context.ts";
import { seal, unseal } from "./sealing.ts";

/**
 * Seals a secret that is no person's, such as a mission's secret before its draw, under a key outside the database.
 *
 * @param about what it is and whose, such as `sample-secret 0190…`; the same must be said to open it
 */
export function sealForServer({ keys }: Pick<Context, "keys">, about: string, plain: Buffer): Buffer {
  return seal(keys.serverKey("secrets"), about, plain);
}

/** Opens what {@link sealForServer} sealed. */
export function unsealForServer({ keys }: Pick<Context, "keys">, about: string, sealed: Buffer): Buffer {
  return unseal(keys.serverKey("secrets"), about, sealed);
}
