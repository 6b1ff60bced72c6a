import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { Configuration } from "../config/configuration.ts";
import { StartError } from "../start-error.ts";

/**
 * Reads the certificate and its key and tries them together.
 *
 * @throws {StartError} `certificate-unusable`, naming the file
 */
export function readCertificate(tls: NonNullable<Configuration["tls"]>): { cert: Buffer; key: Buffer } {
  const read = (path: string): Buffer => {
    try {
      return readFileSync(path);
    } catch (error) {
      throw new StartError("certificate-unusable", path, error);
    }
  };
  const pair = { cert: read(tls.certificate), key: read(tls.key) };
  try {
    createSecureContext(pair);
  } catch (error) {
    // What OpenSSL says of a key that it cannot read holds nothing of the key.
    const reason = error instanceof Error ? error.message : "";
    throw new StartError("certificate-unusable", `${tls.certificate}, ${tls.key} (${reason})`, error);
  }
  return pair;
}
