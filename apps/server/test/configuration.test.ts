import { describe, expect, it } from "vitest";
import { readConfiguration } from "../src/config/configuration.ts";
import { ConfigurationError } from "../src/config/configuration-error.ts";
import { OTHER_SETTINGS, SETTINGS } from "../src/config/settings.ts";
import { documentedRows } from "./documented-table.ts";

const read = (environment: Record<string, string>) =>
  readConfiguration(environment, { dataFolder: "/srv/data" });

function refusal(environment: Record<string, string>): Pick<ConfigurationError, "code" | "setting"> {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigurationError) return { code: error.code, setting: error.setting };
    throw error;
  }
  throw new Error("was not refused");
}

const TLS = { VEEDOR_TLS_CERTIFICATE: "/c.pem", VEEDOR_TLS_KEY: "/k.pem" };
const PUBLIC = { VEEDOR_PUBLIC_URL: "https://veedor.example.org" };

describe("the configuration", () => {
  it("listens on this machine alone and keeps its data where it is told, unless set", () => {
    expect(read({})).toEqual({
      dataFolder: "/srv/data",
      databaseUrl: null,
      host: "127.0.0.1",
      port: 8642,
      publicUrl: null,
      tls: null,
      trustedProxy: [],
      keyFile: "/srv/data/keys/personal-data.key",
      logLevel: "info",
      attachmentsQuota: 100e9,
      metricsToken: null,
    });
  });

  it("reads what is set; blanks around it and an empty text say nothing", () => {
    const found = read({ ...PUBLIC, VEEDOR_PORT: " 443 ", VEEDOR_LOG_LEVEL: "", VEEDOR_DATA: "/d", ...TLS });
    expect(found).toMatchObject({ port: 443, logLevel: "info", dataFolder: "/d" });
    expect(found.keyFile).toBe("/d/keys/personal-data.key");
    expect(read({ VEEDOR_TRUSTED_PROXY: "10.0.0.0/8, ::1 loopback" }).trustedProxy).toEqual([
      "10.0.0.0/8",
      "::1",
      "loopback",
    ]);
    expect(read({ VEEDOR_PUBLIC_URL: "https://a.example/veedor/" }).publicUrl).toBe(
      "https://a.example/veedor",
    );
  });

  it.each([
    [{ VEEDOR_PORT: "65536" }, "setting-invalid", "VEEDOR_PORT"],
    [{ VEEDOR_PORT: "80.5" }, "setting-invalid", "VEEDOR_PORT"],
    [{ VEEDOR_HOST: "0.0.0.0 --x" }, "setting-invalid", "VEEDOR_HOST"],
    [{ VEEDOR_LOG_LEVEL: "loud" }, "setting-invalid", "VEEDOR_LOG_LEVEL"],
    [{ VEEDOR_ATTACHMENTS_QUOTA_GB: "-1" }, "setting-invalid", "VEEDOR_ATTACHMENTS_QUOTA_GB"],
    [{ VEEDOR_METRICS_TOKEN: "short" }, "setting-invalid", "VEEDOR_METRICS_TOKEN"],
    [{ DATABASE_URL: "mysql://x" }, "setting-invalid", "DATABASE_URL"],
    [{ VEEDOR_PUBLIC_URL: "ftp://x.example" }, "setting-invalid", "VEEDOR_PUBLIC_URL"],
    [{ VEEDOR_TRUSTED_PROXY: "nginx" }, "setting-invalid", "VEEDOR_TRUSTED_PROXY"],
    [{ VEEDOR_TRUSTED_PROXY: "10.0.0.0/33" }, "setting-invalid", "VEEDOR_TRUSTED_PROXY"],
    [{ VEEDOR_TLS_CERT: "/c.pem" }, "setting-unknown", "VEEDOR_TLS_CERT"],
    [{ VEEDOR_TLS_CERTIFICATE: "/c.pem" }, "tls-half-set", "VEEDOR_TLS_KEY"],
    [{ VEEDOR_TLS_KEY: "/k.pem" }, "tls-half-set", "VEEDOR_TLS_CERTIFICATE"],
    [{ VEEDOR_PUBLIC_URL: "http://veedor.example.org" }, "public-url-not-https", "VEEDOR_PUBLIC_URL"],
    [{ VEEDOR_HOST: "0.0.0.0", ...TLS }, "public-url-missing", "VEEDOR_PUBLIC_URL"],
  ])("refuses %o as %s of %s", (environment, code, setting) => {
    expect(refusal(environment as Record<string, string>)).toEqual({ code, setting });
  });

  it.each(["0.0.0.0", "::", "192.168.1.5", "veedor.example.org", "128.0.0.1", "127.0.0.1.example.org"])(
    "speaks beyond this machine (%s) with TLS only",
    (host) => {
      expect(refusal({ VEEDOR_HOST: host, ...PUBLIC }).code).toBe("beyond-loopback-without-tls");
      expect(read({ VEEDOR_HOST: host, ...PUBLIC, ...TLS }).host).toBe(host);
      expect(read({ VEEDOR_HOST: host, ...PUBLIC, VEEDOR_TRUSTED_PROXY: "10.0.0.1" }).host).toBe(host);
    },
  );

  it.each(["localhost", "127.0.0.1", "127.9.8.7", "::1"])("needs none on this machine (%s)", (host) => {
    expect(read({ VEEDOR_HOST: host }).host).toBe(host);
  });

  it("does not repeat a secret that it refuses", () => {
    for (const [name, value] of [
      ["DATABASE_URL", "postgre://u:geheim@h/x"],
      ["VEEDOR_METRICS_TOKEN", "geheim"],
    ] as const) {
      let thrown: unknown;
      try {
        read({ [name]: value });
      } catch (error) {
        thrown = error;
      }
      expect(JSON.stringify(thrown) + String(thrown)).not.toContain("geheim");
    }
  });

  it("is documented: every setting, and no other", () => {
    const documented = documentedRows("configuration.md").map(([name]) => name);
    expect(documented).toEqual([...Object.keys(SETTINGS), ...Object.keys(OTHER_SETTINGS)]);
    const defaults = new Map(documentedRows("configuration.md").map(([name, value]) => [name, value]));
    const found = read({});
    expect(defaults.get("VEEDOR_PORT")).toBe(String(found.port));
    expect(defaults.get("VEEDOR_HOST")).toBe(found.host);
    expect(defaults.get("VEEDOR_LOG_LEVEL")).toBe(found.logLevel);
    expect(defaults.get("VEEDOR_ATTACHMENTS_QUOTA_GB")).toBe(String(found.attachmentsQuota / 1e9));
  });
});
