/**
 * Everything that can be set from outside, by environment. One table: a test compares it with
 * `docs/operating/configuration.md`.
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
  VEEDOR_METRICS_TOKEN: "what a request for /metrics from another machine must show",
} as const;

export type SettingName = keyof typeof SETTINGS;

/** Read elsewhere than by the server: by the command line, the tests, the first steps. */
export const OTHER_SETTINGS = {
  VEEDOR_LANG: "language of the command line: es, en, pt, fr",
  VEEDOR_SHARED: "where tests look for real elections",
  VEEDOR_ACCEPT_NODE: "1: start a Node.js program other than the recorded one",
} as const;
