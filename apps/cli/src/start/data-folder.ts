import { join } from "node:path";
import process from "node:process";

/** Where a server keeps its data unless told otherwise: as root where the system keeps those of its services. */
export function defaultDataFolder(kind: "server" | "demo"): string {
  if (process.getuid?.() === 0) return kind === "server" ? "/var/lib/veedor" : "/var/lib/veedor-demo";
  return kind === "server" ? "veedor-data" : join("veedor-data", "demo");
}
