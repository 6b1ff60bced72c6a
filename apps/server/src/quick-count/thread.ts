// The estimating thread: reads the reports, computes and stores, with a connection of its own, so that requests never
// wait for an estimate.
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "../database/database.ts";
import { Estimating } from "./estimating.ts";
import type { EstimatingAnswer, EstimatingRequest } from "./messages.ts";

const { databaseUrl } = workerData as { readonly databaseUrl: string };
const estimating = new Estimating(openDatabase(databaseUrl, 2));

parentPort?.on("message", (request: EstimatingRequest) => void work(request));

async function work(request: EstimatingRequest): Promise<void> {
  const from = performance.now();
  let stack: string | null = null;
  try {
    if (request.kind === "take") await estimating.take(request);
    else await estimating.estimate(request);
  } catch (error) {
    stack = error instanceof Error ? (error.stack ?? error.name).replace(error.message, "…") : "unknown";
  }
  const answer: EstimatingAnswer = { id: request.id, took: performance.now() - from, stack };
  parentPort?.postMessage(answer, []);
}
