// Frame and official results of a large country through the server: 170,000 stations × 12 lines over HTTP, checked,
// committed whole, from the first byte sent to the commit.
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Client, ImportJobAnswer } from "@veedor/api-contract";
import * as contract from "@veedor/api-contract";
import type { Line } from "./measure.ts";

const STATIONS = 170_000;
const CHOICES = Array.from({ length: 9 }, (_, i) => `list_${i + 1}`);
const LINES = [...CHOICES, "blank", "null", "total"];
type Role = "choice" | "blank" | "null" | "total";
const roleOf = (line: string): Role => (line.startsWith("list_") ? "choice" : (line as Role));
const MAIN = fileURLToPath(new URL("../apps/cli/src/main.ts", import.meta.url));

const COMMON = { format: "veedor-mapping/1", station: { columns: ["station"], separator: "" } };
const FRAME = {
  ...COMMON,
  purpose: "frame",
  registered: "registered",
  areas: ["department", "municipality"].map((level) => ({ level, from: { column: level } })),
  centre: { column: "centre" },
  attributes: [{ name: "zone", from: { column: "zone" } }],
};
const RESULTS = {
  ...COMMON,
  purpose: "results",
  contest: {
    code: "president",
    lines: LINES.map((line) => ({ code: line, role: roleOf(line), column: line })),
  },
};

/** Imports a frame and official results of 170,000 stations, and says how long and with how much memory. */
export async function officialResultsLines(): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), "veedor-bench-"));
  // As root PostgreSQL runs as another user, who passes through.
  await chmod(folder, 0o711);
  const server = await startServer(folder);
  try {
    const { client, token } = await signedIn(server);
    const { mission, contest } = await newMission(client);
    const send = (asked: Asked, file: string) =>
      measuredImport({ ...server, client, token, mission }, asked, file);
    const asked: Asked = { purpose: "frame", fileName: "stations.csv", mapping: FRAME };
    const frame = await send(asked, frameTable(0));
    const second = await send(asked, frameTable(7));
    const results = await send(
      {
        purpose: "official-results",
        fileName: "results.csv",
        mapping: RESULTS,
        contest,
        kind: "preliminary",
        publishedAt: "2026-10-04T20:00:00-05:00",
      },
      resultsTable(),
    );
    return [
      line("importing a frame of 170,000 stations over HTTP", frame),
      line("importing its next version, compared station by station", second),
      line("importing official results of 170,000 stations × 12 lines over HTTP", results),
      {
        what: "summing them by 32 departments, over HTTP",
        milliseconds: await measuredSums(client, mission, results.result),
        limit: 3_000,
      },
    ];
  } finally {
    server.child.kill("SIGTERM");
    await new Promise((resolve) => server.child.once("exit", resolve));
    await rm(folder, { recursive: true, force: true });
  }
}

type Measured = {
  readonly milliseconds: number;
  readonly before: number;
  readonly peak: number;
  /** the frame or the official results */
  readonly result: string;
};

function line(what: string, { milliseconds, before, peak }: Measured): Line {
  return {
    what,
    milliseconds,
    limit: 30_000,
    note: `the server's resident memory ${before} MB before, ${peak} MB at its highest`,
  };
}

type Server = { readonly child: ChildProcess; readonly origin: string; readonly setupToken: string };

/** A real server with its own PostgreSQL, in a process of its own. */
async function startServer(folder: string): Promise<Server> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, ["--conditions=@veedor/source", MAIN, "start", "--lang", "en"], {
    env: { PATH, HOME, VEEDOR_DATA: join(folder, "data"), VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const piece of child.stdout) {
    said += String(piece);
    const [, origin, setupToken] = /(https?:\/\/[^/\s]+)\/\S*#(\S+)/.exec(said) ?? [];
    if (origin !== undefined && setupToken !== undefined) {
      child.stdout.resume();
      return { child, origin, setupToken };
    }
  }
  throw new Error(`the server did not start: ${said}`);
}

/** An administrator who makes a mission, and its chief, signed in. */
async function signedIn({ origin, setupToken }: Server): Promise<{ client: Client; token: string }> {
  const nobody = contract.apiClient({ origin });
  const password = "four-words-nobody-else-uses";
  const language = "es" as const;
  const signIn = async (email: string) => {
    const session = await nobody.call(contract.signIn, { body: { email, password, keep: "token" } });
    const token = session.token ?? "";
    return { token, client: contract.apiClient({ origin, token }) };
  };
  const [administrator, chief] = ["administrator@example.org", "chief@example.org"];
  const first = { token: setupToken, email: administrator, password, name: "Bench", language };
  await nobody.call(contract.setUp, { body: first });
  const { client } = await signIn(administrator);
  const account = await client.call(contract.createAccount, {
    body: { email: chief, name: "Chief", language },
  });
  await nobody.call(contract.acceptLink, { body: { token: account.link.replace(/^.*#/, ""), password } });
  const mission = { code: "bench", name: { es: "Banco" }, country: "PE", timeZone: "America/Lima" };
  await client.call(contract.createMission, {
    body: { ...mission, languages: ["es"], kind: "rehearsal", chief: account.person },
  });
  return signIn(chief);
}

async function newMission(client: Client): Promise<{ mission: string; contest: string }> {
  const { items } = await client.call(contract.listMissions, {});
  const mission = items[0]?.id ?? "";
  const parameters = { mission };
  const election = await client.call(contract.createElection, {
    parameters,
    body: { day: "2026-10-04", name: { es: "Elección" } },
  });
  const { id: contest } = await client.call(contract.createContest, {
    parameters,
    body: {
      election: election.id,
      code: "president",
      name: { es: "Presidencia" },
      lines: LINES.map((code) => ({ code, name: { es: code }, role: roleOf(code) })),
      decidingRule: { rule: "plurality" },
    },
  });
  return { mission, contest };
}

type Asked = contract.GivenPart<typeof contract.createImport.body>;

/** Sends a file and waits for its end: from the first byte sent to the commit. */
async function measuredImport(
  at: Server & { readonly client: Client; readonly token: string; readonly mission: string },
  body: Asked,
  file: string,
): Promise<Measured> {
  const { client, mission, origin, token } = at;
  const { id } = await client.call(contract.createImport, { parameters: { mission }, body });
  const before = await megabytes(at, "VmRSS");
  const started = performance.now();
  const sent = await fetch(`${origin}/api/missions/${mission}/imports/${id}/file`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": contract.FILE_MEDIA_TYPE },
    body: file,
  });
  if (sent.status !== 202) throw new Error(`${sent.status} ${await sent.text()}`);
  let peak = before;
  for (;;) {
    const job: ImportJobAnswer = await client.call(contract.readImport, {
      parameters: { mission, import: id },
    });
    peak = Math.max(peak, await megabytes(at, "VmRSS"));
    if (job.state === "done")
      return { milliseconds: performance.now() - started, before, peak, result: job.result ?? "" };
    if (job.state !== "reading") throw new Error(JSON.stringify(job));
    await wait(100);
  }
}

/** The second time: the first warms PostgreSQL's buffers. */
async function measuredSums(client: Client, mission: string, results: string): Promise<number> {
  let milliseconds = 0;
  for (let time = 0; time < 2; time++) {
    const started = performance.now();
    const parameters = { mission, results };
    const { areas } = await client.call(contract.sumOfficialResults, { parameters, query: {} });
    if (areas.length !== 32) throw new Error(`${areas.length} departments`);
    milliseconds = performance.now() - started;
  }
  return milliseconds;
}

/** Resident memory of the server's process; where the system does not tell, 0. */
async function megabytes({ child }: Server, field: "VmRSS"): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) / 1024);
}

const codeOf = (i: number): string => String(i).padStart(6, "0");

/** @param more registered voters that every station has more than in another version */
function frameTable(more: number): string {
  const rows = Array.from({ length: STATIONS }, (_, i) => {
    const municipality = i % 2_000;
    return `${codeOf(i)},D${municipality % 32},Municipio ${municipality},"Escuela ${i % 20_000}, salón ${i % 9}",${i % 3 ? "U" : "R"},${200 + more + (i % 300)}`;
  });
  return `station,department,municipality,centre,zone,registered\n${rows.join("\n")}\n`;
}

function resultsTable(): string {
  const rows = Array.from({ length: STATIONS }, (_, i) => {
    const votes = CHOICES.map((_name, j) => (i * 7 + j * 13) % 20);
    const total = votes.reduce((sum, one) => sum + one, 0) + 5;
    return [codeOf(i), ...votes, 3, 2, total].join(",");
  });
  return `station,${LINES.join(",")}\n${rows.join("\n")}\n`;
}

const [, script] = process.argv;
if (script === fileURLToPath(import.meta.url)) console.log(await officialResultsLines());
