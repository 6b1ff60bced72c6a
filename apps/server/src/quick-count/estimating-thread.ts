import { Worker } from "node:worker_threads";
import type { Context } from "../context.ts";
import type { EstimatingAnswer, EstimatingRequest } from "./messages.ts";

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;

/** Memory that the thread may take for what JavaScript holds. */
const MOST_MEGABYTES = 512;

/** What the estimating thread said where it failed. */
export class EstimatingFailed extends Error {
  override readonly name = "EstimatingFailed";
  readonly told: string;

  constructor(told: string) {
    super("the estimating thread failed");
    this.told = told;
  }
}

/** The estimating thread as the rest of the process sees it. It begins with the first request. */
export class EstimatingThread {
  readonly #context: Context;
  readonly #waiting = new Map<number, (answer: Omit<EstimatingAnswer, "id">) => void>();
  #worker: Worker | null = null;
  #last = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** @returns milliseconds that it took the thread. @throws {EstimatingFailed} */
  async ask(request: WithoutId<EstimatingRequest>): Promise<number> {
    this.#last += 1;
    const id = this.#last;
    const { stack, took } = await new Promise<Omit<EstimatingAnswer, "id">>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#begun().postMessage({ ...request, id }, []);
    });
    if (stack !== null) throw new EstimatingFailed(stack);
    return took;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#settleAll("ended");
    await worker?.terminate();
  }

  #begun(): Worker {
    if (this.#worker !== null) return this.#worker;
    // From source and as packed, the thread's file stands beside this one.
    const isSource = import.meta.url.endsWith(".ts");
    const path = new URL(isSource ? "./thread.ts" : "./thread.js", import.meta.url);
    const worker = new Worker(path, {
      workerData: { databaseUrl: this.#context.database.pool.options.connectionString },
      execArgv: isSource ? ["--conditions=@veedor/source"] : [],
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
    });
    worker.on("message", ({ id, ...answer }: EstimatingAnswer) => {
      const settle = this.#waiting.get(id);
      this.#waiting.delete(id);
      settle?.(answer);
    });
    // A thread that ended is begun again with the next request.
    worker.on("error", (error: Error) => this.#ended(worker, error.name));
    worker.on("exit", () => this.#ended(worker, "exit"));
    this.#worker = worker;
    return worker;
  }

  #ended(worker: Worker, why: string): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    this.#settleAll(why);
  }

  #settleAll(why: string): void {
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const settle of waiting) settle({ stack: why, took: 0 });
  }
}
