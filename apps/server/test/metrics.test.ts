import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Metrics } from "../src/metrics/metrics.ts";
import { METRICS } from "../src/metrics/table.ts";
import { documentedRows } from "./documented-table.ts";
import { testServer } from "./setting/server.ts";

/** The samples of a text in Prometheus's format: `name{labels}` and the number behind it. */
function samplesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

describe("counts and durations", () => {
  it("are written as Prometheus reads them", () => {
    const metrics = new Metrics();
    metrics.add("veedor_http_requests_total", { method: "GET", route: "/a", status: "200" });
    metrics.add("veedor_http_requests_total", { method: "GET", route: "/a", status: "200" });
    metrics.add("veedor_http_requests_total", { method: "GET", route: 'a"\\\n', status: "404" });
    for (const seconds of [0.004, 0.2, 99])
      metrics.observe("veedor_http_request_seconds", { route: "/a" }, seconds);
    const text = metrics.text();
    expect(text).toContain("# TYPE veedor_http_requests_total counter\n");
    expect(text).toContain('veedor_http_requests_total{method="GET",route="a\\"\\\\\\n",status="404"} 1\n');
    const samples = samplesOf(text);
    expect(samples.get('veedor_http_requests_total{method="GET",route="/a",status="200"}')).toBe(2);
    // Buckets count everything up to their bound.
    const buckets = [0.005, 0.1, 0.25, 30, "+Inf"].map((le) =>
      samples.get(`veedor_http_request_seconds_bucket{route="/a",le="${le}"}`),
    );
    expect(buckets).toEqual([1, 1, 2, 2, 3]);
    expect(samples.get('veedor_http_request_seconds_sum{route="/a"}')).toBeCloseTo(99.204, 9);
    expect(samples.get('veedor_http_request_seconds_count{route="/a"}')).toBe(3);
  });

  it("are documented: every one, and no other", () => {
    expect(documentedRows("monitoring.md").filter(([name]) => !name?.startsWith("/"))).toEqual(
      Object.entries(METRICS).map(([name, { kind, labels, help }]) => [name, kind, labels.join(", "), help]),
    );
  });
});

describe("/metrics", () => {
  const token = "a-token-of-more-than-sixteen-letters";
  let server: Awaited<ReturnType<typeof testServer>>;
  beforeAll(async () => {
    server = await testServer({ VEEDOR_METRICS_TOKEN: token });
  });
  afterAll(() => server.close());
  const ask = (headers: Record<string, string> = {}) => fetch(`${server.origin}/metrics`, { headers });

  it("tells this machine of requests by route pattern, never by the address asked for", async () => {
    await fetch(`${server.origin}/api/secret-token-in-an-address`);
    await fetch(`${server.origin}/healthz`);
    const response = await ask();
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    const text = await response.text();
    expect(text).not.toContain("secret-token");
    const samples = samplesOf(text);
    expect(samples.get('veedor_http_requests_total{method="GET",route="none",status="404"}')).toBe(1);
    expect(samples.get('veedor_http_requests_total{method="GET",route="/healthz",status="200"}')).toBe(1);
    expect(samples.get("veedor_http_requests_in_progress")).toBe(1);
    expect(samples.get("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(samples.get("veedor_data_free_bytes")).toBeGreaterThan(0);
  });

  it("is not there for whoever came through a proxy without the token", async () => {
    expect((await ask({ "x-forwarded-for": "203.0.113.9" })).status).toBe(404);
    expect((await ask({ forwarded: "for=203.0.113.9" })).status).toBe(404);
    const wrong = { "x-forwarded-for": "203.0.113.9", authorization: `Bearer ${token}x` };
    expect((await ask(wrong)).status).toBe(404);
    const right = { "x-forwarded-for": "203.0.113.9", authorization: `Bearer ${token}` };
    expect((await ask(right)).status).toBe(200);
  });
});
