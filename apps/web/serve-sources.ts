// `node apps/web/serve-sources.ts`: the web app from its sources, changed while it is looked at; requests of the API go
// to a server that runs beside it.
import process from "node:process";
import { createServer } from "vite";
import { viteConfiguration } from "./vite-configuration.ts";

const server = await createServer({
  ...viteConfiguration(),
  mode: "development",
  server: { port: 8643, proxy: { "/api": process.argv[2] ?? "http://127.0.0.1:8642" } },
});
await server.listen();
server.printUrls();
