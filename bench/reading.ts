import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Mapping } from "@veedor/authority-files";
import { fileOnDisk, readFrame, readResults } from "@veedor/authority-files";
import { parse } from "csv-parse";
import type { Line } from "./measure.ts";

const STATIONS = 170_000;
const CHOICES = Array.from({ length: 10 }, (_, i) => `list_${i + 1}`);
const HEADINGS = [
  "station",
  "department",
  "municipality",
  "centre",
  "zone",
  "registered",
  ...CHOICES,
  "blank",
  "null",
  "total",
  "note",
];
const COMMON = {
  format: "veedor-mapping/1",
  station: { columns: ["station"], separator: "" },
  registered: "registered",
} as const;
const FRAME: Mapping = {
  ...COMMON,
  purpose: "frame",
  areas: ["department", "municipality"].map((level) => ({ level, from: { column: level } })),
  centre: { column: "centre" },
  attributes: [{ name: "zone", from: { column: "zone" } }],
};
const line = (role: string) => (column: string) => ({ code: column, role, column });
const RESULTS: Mapping = {
  ...COMMON,
  purpose: "results",
  contest: {
    code: "p",
    lines: [...CHOICES.map(line("choice")), ...["blank", "null", "total"].map((name) => line(name)(name))],
  },
};

/** What a child process reads; each in a process of its own, so that the peak of memory is its own. */
const WORKS = {
  frame: async (path: string) => (await readFrame(fileOnDisk(path), FRAME)).report.kept,
  results: async (path: string) => (await readResults(fileOnDisk(path), RESULTS)).report.kept,
  "csv-parse": async (path: string) => {
    let records = -1;
    for await (const record of createReadStream(path).pipe(parse())) if (Array.isArray(record)) records += 1;
    return records;
  },
} as const;
type Work = keyof typeof WORKS;

/** Reading and checking a CSV of 170,000 stations × 20 columns; the reference only cuts it into cells. */
export async function readingLines(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), "veedor-bench-"));
  try {
    const path = join(folder, "stations.csv");
    await writeFile(path, table());
    const reference = await inChild("csv-parse", path);
    const lines: Line[] = [];
    for (const work of ["frame", "results"] as const) {
      const { milliseconds, megabytes } = await inChild(work, path);
      lines.push({
        what: `reading and checking 170,000 stations × 20 columns as ${work}`,
        milliseconds,
        limit: 10_000,
        note: besides(milliseconds, megabytes, reference),
      });
    }
    return lines;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The reference does less, so the ratio is ours to its, unlike that of the other benches. */
function besides(milliseconds: number, megabytes: number, reference: Measured): string {
  const ratio = (milliseconds / reference.milliseconds).toFixed(1);
  const seconds = (reference.milliseconds / 1000).toFixed(2);
  return `${ratio} times csv-parse alone (${seconds} s); peak memory of the process ${megabytes} MB (csv-parse alone ${reference.megabytes} MB)`;
}

function table(): string {
  const rows = Array.from({ length: STATIONS }, (_, i) => {
    const votes = CHOICES.map((_name, j) => (i * 7 + j * 13) % 40);
    const total = votes.reduce((sum, one) => sum + one, 0) + 5;
    const place = [
      `D${i % 32}`,
      `Municipio ${i % 2_000}`,
      `"Escuela ${i % 20_000}, salón ${i % 9}"`,
      i % 3 ? "U" : "R",
    ];
    return [String(i).padStart(6, "0"), ...place, total + 50, ...votes, 3, 2, total, ""].join(",");
  });
  return `${[HEADINGS.join(","), ...rows].join("\n")}\n`;
}

type Measured = { readonly milliseconds: number; readonly megabytes: number };

async function inChild(work: Work, path: string): Promise<Measured> {
  const script = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=@veedor/source",
    script,
    work,
    path,
  ]);
  const measured = JSON.parse(stdout) as Measured & { kept: number };
  if (measured.kept !== STATIONS) throw new Error(`${work} read ${measured.kept} lines, not ${STATIONS}`);
  return measured;
}

/** The child's side: does one work and prints its time and its peak of resident memory. */
async function measureHere(work: Work, path: string): Promise<void> {
  const started = performance.now();
  const kept = await WORKS[work](path);
  const milliseconds = performance.now() - started;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(JSON.stringify({ kept, milliseconds, megabytes }));
}

const [, script, work, path] = process.argv;
if (script === fileURLToPath(import.meta.url) && work !== undefined && path !== undefined && work in WORKS) {
  await measureHere(work as Work, path);
}
