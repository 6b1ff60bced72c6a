// A server as a process of its own, with its own PostgreSQL, to be killed: `node crash-server.ts DATA-FOLDER`. Prints
// one line of JSON when it takes requests.
import process from "node:process";
import { uploadForm } from "../../src/forms/forms.ts";
import { makeTallyForm } from "../../src/forms/tally-form.ts";
import { type RunningServer, readConfiguration, startServer } from "../../src/index.ts";
import { THE_SERVER } from "../../src/people/actor.ts";
import { newPhone, openingForm } from "./phone.ts";
import { tallyMission } from "./tally-mission.ts";

const [dataFolder = "", purpose = "again"] = process.argv.slice(2);
const configuration = readConfiguration({ VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error" }, { dataFolder });
const server = await startServer(configuration, { systemUser: "nobody" });
const path = purpose === "first" ? await setUp(server) : null;
process.stdout.write(`${JSON.stringify({ origin: server.origin, databaseUrl: server.databaseUrl, path })}\n`);

/** A mission with a checklist, a contest's tally sheet and a phone. @returns the path that the phone posts to */
async function setUp(server: RunningServer): Promise<string> {
  const { mission, contest } = await tallyMission(server, 400);
  await uploadForm(server.context, THE_SERVER, mission, openingForm());
  await makeTallyForm(server.context, THE_SERVER, mission, contest);
  const { base } = await newPhone(server, mission);
  return new URL(`${base}/submission`).pathname;
}
