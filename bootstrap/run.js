// `node bootstrap/run.js SCRIPT …`: runs a TypeScript file of this repository on a fresh machine. Every npm script
// starts here. Plain JavaScript without a dependency, since nothing may be installed yet.
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { start } from "./start.js";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script = "", ...words] = process.argv.slice(2);
await start(root, resolve(root, script), words);
