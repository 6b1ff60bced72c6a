// `npm run bench`: what has to be fast, measured beside a named reference in the same run. Tests assert no times.
import { drawLines } from "./draw.ts";
import { estimateLines } from "./estimate.ts";
import { forensicsLines } from "./forensics.ts";
import { printLines } from "./measure.ts";
import { officialResultsLines } from "./official-results.ts";
import { readingLines } from "./reading.ts";
import { printSubmissions } from "./submissions.ts";

console.log("Medians on this machine, now. Machines are noisy: compare the ratios.\n");
printLines(estimateLines());
printLines(drawLines());
printLines(forensicsLines());
printLines(await readingLines());
printLines(await officialResultsLines());
await printSubmissions();
