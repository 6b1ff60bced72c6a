import { isIP } from "node:net";
import { resolve } from "node:path";
import type { Configuration } from "./configuration.ts";
import { ConfigurationError } from "./configuration-error.ts";

/** Names that stand for ranges of addresses, as the proxy's own documentation calls them. */
const NAMED_RANGES = ["loopback", "linklocal", "uniquelocal"];

/** Certificate and key, both or neither. */
export function tlsOf(certificate: string | undefined, key: string | undefined): Configuration["tls"] {
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined) throw new ConfigurationError("tls-half-set", "VEEDOR_TLS_CERTIFICATE", "");
  if (key === undefined) throw new ConfigurationError("tls-half-set", "VEEDOR_TLS_KEY", "");
  return { certificate: resolve(certificate), key: resolve(key) };
}

/** Addresses or ranges (`10.0.0.0/8`), separated by commas or blanks. */
export function trustedProxies(text: string): string[] {
  const proxies = text.split(/[\s,]+/).filter((one) => one !== "");
  for (const proxy of proxies) {
    const [address = "", length, ...more] = proxy.split("/");
    const bits = isIP(address) === 6 ? 128 : 32;
    const isRange = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
    if (!NAMED_RANGES.includes(proxy) && (isIP(address) === 0 || !isRange || more.length > 0))
      throw new ConfigurationError("setting-invalid", "VEEDOR_TRUSTED_PROXY", proxy);
  }
  return proxies;
}

/** Whether only this machine reaches the address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || /^(::1|\[::1\]|(::ffff:)?127(\.\d{1,3}){3})$/.test(host);
}

/**
 * Beyond this machine nothing is spoken without TLS: tokens and figures would be read on the way. And where the server
 * listens for others it must be told under which address they reach it, for links and for the phones' QR code.
 *
 * @throws {ConfigurationError}
 */
export function refuseOpenListening({ host, tls, trustedProxy, publicUrl }: Configuration): void {
  if (publicUrl !== null) {
    const { protocol, hostname } = new URL(publicUrl);
    if (protocol !== "https:" && !isLoopback(hostname))
      throw new ConfigurationError("public-url-not-https", "VEEDOR_PUBLIC_URL", publicUrl);
  }
  if (isLoopback(host)) return;
  if (tls === null && trustedProxy.length === 0)
    throw new ConfigurationError("beyond-loopback-without-tls", "VEEDOR_HOST", host);
  if (publicUrl === null) throw new ConfigurationError("public-url-missing", "VEEDOR_PUBLIC_URL", host);
}
