/**
 * Everything that `/metrics` tells: kind, labels, and what it is. One table, compared with
 * `docs/operating/monitoring.md`. Labels are names of routes, states and the like; no figure of an election, no name
 * and no mission is ever among labels or values.
 */
export const METRICS = {
  veedor_http_requests_total: {
    kind: "counter",
    labels: ["method", "route", "status"],
    help: "Requests answered, by route pattern and status",
  },
  veedor_http_request_seconds: {
    kind: "histogram",
    labels: ["route"],
    help: "Seconds from a request's first byte to its answer's last",
  },
  veedor_http_requests_in_progress: {
    kind: "gauge",
    labels: [],
    help: "Requests not answered yet, streams too",
  },
  veedor_database_connections: {
    kind: "gauge",
    labels: ["state"],
    help: "Connections to the database that are busy or idle, and requests that wait for one",
  },
  veedor_event_streams: {
    kind: "gauge",
    labels: [],
    help: "Open streams of events",
  },
  veedor_data_free_bytes: {
    kind: "gauge",
    labels: [],
    help: "Free space where attachments (and an own database) are kept",
  },
  veedor_event_loop_delay_seconds: {
    kind: "gauge",
    labels: ["quantile"],
    help: "How late the process does what is due, since the last time that it was asked",
  },
  process_resident_memory_bytes: {
    kind: "gauge",
    labels: [],
    help: "Memory of the process, without its database",
  },
  process_cpu_seconds_total: { kind: "counter", labels: [], help: "Processor seconds of the process" },
  process_start_time_seconds: {
    kind: "gauge",
    labels: [],
    help: "When the process started, seconds since 1970",
  },
} as const satisfies Record<
  string,
  {
    readonly kind: "counter" | "gauge" | "histogram";
    readonly labels: readonly string[];
    readonly help: string;
  }
>;

export type MetricName = keyof typeof METRICS;
