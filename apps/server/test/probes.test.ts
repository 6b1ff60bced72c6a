import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer } from "../src/index.ts";
import { testServer } from "./setting/server.ts";

describe("a server without anything in it", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await testServer();
  });
  afterAll(() => server.close());

  it("lives and is ready", async () => {
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${server.origin}/readyz`)).json()).toEqual({ status: "ready" });
  });

  it("answers what it does not have with a problem in the reader's language", async () => {
    const response = await fetch(`${server.origin}/api/nothing`, {
      headers: { "accept-language": "pt-BR,en" },
    });
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 404, code: "not-found", title: "Não encontrado" });
  });

  it("lets no page frame it and no script run from elsewhere", async () => {
    const { headers } = await fetch(`${server.origin}/api/nothing`);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cache-control")).toBe("no-store");
  });
});
