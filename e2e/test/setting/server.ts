import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildWebAppWhenStale,
  type Clock,
  makeLog,
  type RunningServer,
  readConfiguration,
  startServer,
} from "@veedor/server";

/** A real server with its own PostgreSQL and the web app built, on a free port; its data end with it. */
export async function wholeServer(clock?: Clock): Promise<RunningServer> {
  if (!(await buildWebAppWhenStale(() => undefined))) throw new Error("the web app could not be built");
  const folder = mkdtempSync(join(tmpdir(), "veedor-e2e-"));
  const configuration = readConfiguration(
    { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error" },
    { dataFolder: folder },
  );
  const server = await startServer(configuration, {
    systemUser: "nobody",
    log: makeLog("error"),
    ...(clock === undefined ? {} : { clock }),
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
