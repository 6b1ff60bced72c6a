// A server as a process of its own, with its own PostgreSQL, to be killed: `node crash-server.ts DATA-FOLDER`. Prints
// one line of JSON when it takes requests.
import process from "node:process";
import { openThrowaway } from "../../src/forms/index.ts";
import { readConfiguration, startServer } from "../../src/index.ts";
import { openingForm } from "./phone.ts";

const [dataFolder = "", purpose = "again"] = process.argv.slice(2);
const configuration = readConfiguration({ VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error" }, { dataFolder });
const server = await startServer(configuration, { systemUser: "nobody" });
const urls = purpose === "first" ? await openThrowaway(server.context, openingForm()) : null;
process.stdout.write(`${JSON.stringify({ origin: server.origin, databaseUrl: server.databaseUrl, urls })}\n`);
