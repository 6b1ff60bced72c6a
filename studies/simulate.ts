// `npm run simulate`: writes docs/method/audits-simulation.md from 10,000 seeded audits of each method, and
// docs/method/forensics-simulation.md from seeded countries with and without manipulation.
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { auditRiskDocument, auditRisks } from "./audit-risk.ts";
import { alarmDocument, alarmRates } from "./forensics.ts";

const results = auditRisks();
for (const { method, riskLimit, stops, runs, allowed } of results)
  console.log(
    `${method} at ${riskLimit}: ${stops} of ${runs} wrong stops${stops > allowed ? ", TOO MANY" : ""}`,
  );
process.exitCode = results.some(({ stops, allowed }) => stops > allowed) ? 1 : 0;
await writeFile(
  fileURLToPath(new URL("../docs/method/audits-simulation.md", import.meta.url)),
  auditRiskDocument(results),
);
await writeFile(
  fileURLToPath(new URL("../docs/method/forensics-simulation.md", import.meta.url)),
  alarmDocument(alarmRates()),
);
