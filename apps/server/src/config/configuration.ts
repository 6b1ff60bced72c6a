import { join, resolve } from "node:path";
import { z } from "zod";

/**
 * Everything that can be set from outside, read once at start. One table: the same that
 * `docs/operating/configuration.md` prints and a test compares.
 */
export const SETTINGS = {
  VEEDOR_DATA: "folder of database, attachments and keys",
  DATABASE_URL: "PostgreSQL 15 or later to use instead of the server's own",
  VEEDOR_HOST: "address to listen on",
  VEEDOR_PORT: "port to listen on; 0 takes a free one",
  VEEDOR_PUBLIC_URL: "the address that people and phones use",
  VEEDOR_TLS_CERTIFICATE: "file with the certificate chain (PEM)",
  VEEDOR_TLS_KEY: "file with the certificate's private key (PEM)",
  VEEDOR_TRUSTED_PROXY: "addresses of the proxy that speaks TLS for the server",
  VEEDOR_KEY_FILE: "file of the key that wraps personal data's keys",
  VEEDOR_LOG_LEVEL: "debug, info, warn or error",
  VEEDOR_ATTACHMENTS_QUOTA_GB: "space that attachments may take",
} as const;

export type SettingName = keyof typeof SETTINGS;

export type Configuration = {
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  readonly tls: { readonly certificate: string; readonly key: string } | null;
  readonly trustedProxy: readonly string[];
  readonly keyFile: string;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  readonly attachmentsQuota: number;
};

/** A setting that cannot be. `setting` names it; texts stand in the messages, area `terminal`. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly code: "setting-invalid" | "beyond-loopback-without-tls" | "tls-half-set";
  readonly setting: string;
  readonly received: string;

  constructor(code: ConfigurationError["code"], setting: string, received: string) {
    super(`${code}: ${setting}`);
    this.code = code;
    this.setting = setting;
    this.received = received;
  }
}

const shapes = {
  VEEDOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8642),
  VEEDOR_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  VEEDOR_ATTACHMENTS_QUOTA_GB: z.coerce.number().positive().max(1_000_000).default(100),
  VEEDOR_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
};

/**
 * Reads the configuration from the environment.
 *
 * @param environment such as `process.env`; an empty text counts as not set
 * @param defaults.dataFolder where data goes when `VEEDOR_DATA` is not set
 * @throws {ConfigurationError} naming the setting
 */
export function readConfiguration(
  environment: Readonly<Record<string, string | undefined>>,
  defaults: { readonly dataFolder: string },
): Configuration {
  const text = (name: SettingName): string | undefined => environment[name]?.trim() || undefined;
  const read = <Name extends keyof typeof shapes>(name: Name): z.output<(typeof shapes)[Name]> => {
    const parsed = shapes[name].safeParse(text(name));
    // What a database address holds may be a password.
    if (!parsed.success)
      throw new ConfigurationError(
        "setting-invalid",
        name,
        name === "DATABASE_URL" ? "…" : (text(name) ?? ""),
      );
    return parsed.data as z.output<(typeof shapes)[Name]>;
  };
  const dataFolder = resolve(text("VEEDOR_DATA") ?? defaults.dataFolder);
  const configuration: Configuration = {
    dataFolder,
    databaseUrl: read("DATABASE_URL") ?? null,
    host: text("VEEDOR_HOST") ?? "127.0.0.1",
    port: read("VEEDOR_PORT"),
    publicUrl: read("VEEDOR_PUBLIC_URL")?.replace(/\/+$/, "") ?? null,
    tls: tlsOf(text("VEEDOR_TLS_CERTIFICATE"), text("VEEDOR_TLS_KEY")),
    trustedProxy: (text("VEEDOR_TRUSTED_PROXY") ?? "").split(/[\s,]+/).filter((one) => one !== ""),
    keyFile: resolve(text("VEEDOR_KEY_FILE") ?? join(dataFolder, "keys", "personal-data.key")),
    logLevel: read("VEEDOR_LOG_LEVEL"),
    attachmentsQuota: read("VEEDOR_ATTACHMENTS_QUOTA_GB") * 1e9,
  };
  refuseOpenListening(configuration);
  return configuration;
}

function tlsOf(certificate: string | undefined, key: string | undefined): Configuration["tls"] {
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined) throw new ConfigurationError("tls-half-set", "VEEDOR_TLS_CERTIFICATE", "");
  if (key === undefined) throw new ConfigurationError("tls-half-set", "VEEDOR_TLS_KEY", "");
  return { certificate: resolve(certificate), key: resolve(key) };
}

/** Beyond this machine nothing is spoken without TLS: tokens and figures would be read on the way. */
function refuseOpenListening({ host, tls, trustedProxy }: Configuration): void {
  const isLoopback = host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
  if (!isLoopback && tls === null && trustedProxy.length === 0)
    throw new ConfigurationError("beyond-loopback-without-tls", "VEEDOR_HOST", host);
}
