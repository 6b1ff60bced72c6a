import { join, resolve } from "node:path";
import { z } from "zod";
import { ConfigurationError } from "./configuration-error.ts";
import { OTHER_SETTINGS, SETTINGS, type SettingName } from "./settings.ts";
import { refuseOpenListening, tlsOf, trustedProxies } from "./transport.ts";

/**
 * What was set, read once at start and handed down.
 *
 * @property tls paths of the certificate chain and its key
 * @property attachmentsQuota in bytes
 * @property metricsToken what a request for `/metrics` from another machine must show; `null`: loopback only
 */
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
  readonly metricsToken: string | null;
};

const shapes = {
  VEEDOR_PORT: z.coerce.number().int().min(0).max(65_535).default(8642),
  VEEDOR_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/)
    .default("127.0.0.1"),
  VEEDOR_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  VEEDOR_ATTACHMENTS_QUOTA_GB: z.coerce.number().positive().max(1_000_000).default(100),
  VEEDOR_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  // Short ones can be guessed.
  VEEDOR_METRICS_TOKEN: z
    .string()
    .regex(/^\S{16,}$/)
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
};

/** Settings whose value is a secret: it is not repeated to whoever reads the error. */
const SECRET: readonly SettingName[] = ["DATABASE_URL", "VEEDOR_METRICS_TOKEN"];

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
  refuseUnknown(environment);
  const text = (name: SettingName): string | undefined => environment[name]?.trim() || undefined;
  const read = <Name extends keyof typeof shapes>(name: Name): z.output<(typeof shapes)[Name]> => {
    const parsed = shapes[name].safeParse(text(name));
    if (!parsed.success)
      throw new ConfigurationError("setting-invalid", name, SECRET.includes(name) ? "…" : (text(name) ?? ""));
    return parsed.data as z.output<(typeof shapes)[Name]>;
  };
  const dataFolder = resolve(text("VEEDOR_DATA") ?? defaults.dataFolder);
  const configuration: Configuration = {
    dataFolder,
    databaseUrl: read("DATABASE_URL") ?? null,
    host: read("VEEDOR_HOST"),
    port: read("VEEDOR_PORT"),
    publicUrl: read("VEEDOR_PUBLIC_URL")?.replace(/\/+$/, "") ?? null,
    tls: tlsOf(text("VEEDOR_TLS_CERTIFICATE"), text("VEEDOR_TLS_KEY")),
    trustedProxy: trustedProxies(text("VEEDOR_TRUSTED_PROXY") ?? ""),
    keyFile: resolve(text("VEEDOR_KEY_FILE") ?? join(dataFolder, "keys", "personal-data.key")),
    logLevel: read("VEEDOR_LOG_LEVEL"),
    attachmentsQuota: read("VEEDOR_ATTACHMENTS_QUOTA_GB") * 1e9,
    metricsToken: read("VEEDOR_METRICS_TOKEN") ?? null,
  };
  refuseOpenListening(configuration);
  return configuration;
}

/** A name with a slip in it would be ignored, and with it perhaps the certificate or the key. */
function refuseUnknown(environment: Readonly<Record<string, string | undefined>>): void {
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith("VEEDOR_") && !(name in SETTINGS) && !(name in OTHER_SETTINGS),
  );
  if (unknown !== undefined)
    throw new ConfigurationError("setting-unknown", unknown, Object.keys(SETTINGS).join(", "));
}
