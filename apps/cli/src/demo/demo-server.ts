import type { DemoCountry } from "@veedor/demo-country";
import type { AnalysisPlan, Take } from "@veedor/quick-count";
import { buildWebAppWhenStale } from "@veedor/server";
import { followRealTime, type StagedServer, startStaged } from "../evening/staged-server.ts";
import { serveUntilStopped } from "../start/serve-until-stopped.ts";
import { hearSignals, INTERRUPTED, STOPPED, unlessStopped } from "../start/signals.ts";
import { Problem } from "../terminal/problem.ts";
import { printedTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type DemoPlace, emptyDemoPlace } from "./demo-folder.ts";
import type { PlayedDemo } from "./evening-offline.ts";
import { type DemoMission, playDemo, setUpDemo } from "./evening-on-server.ts";

/** Port on which people look around, where it is free. */
const PORT = 8642;

/** Milliseconds before midnight of election day at which the mission is set up. */
const DAY_BEFORE = 12 * 3_600_000;

type DemoShow = {
  readonly folder: string;
  readonly country: DemoCountry;
  readonly plan: AnalysisPlan;
  readonly headless: boolean;
  readonly terminal: Terminal;
  readonly onDrawn: (drawn: Pick<PlayedDemo, "strata" | "designed">) => void;
  readonly onTake: (take: Take) => Promise<void> | void;
  readonly present: (played: PlayedDemo) => Promise<void>;
};

/**
 * Plays the demo on a server in its own folder; unless headless the server stays until it is stopped.
 *
 * @returns the exit status
 */
export async function playOnDemoServer(show: DemoShow): Promise<number> {
  const { country, headless, terminal } = show;
  const { text } = terminal.messages;
  const place = await emptyDemoPlace(show.folder);
  const signals = hearSignals();
  try {
    if (!headless) await buildWebAppWhenStale(() => terminal.tell(text("server.building-web-app")));
    const start = Date.parse(`${country.date}T00:00:00${country.utcOffset}`) - DAY_BEFORE;
    const staged = await startOnPort(place, headless ? 0 : PORT, start);
    const { server } = staged;
    const played = await unlessStopped(signals, () => playEvening(staged, place, show)).catch(
      async (error: unknown) => {
        await server.close();
        throw error;
      },
    );
    if (played === STOPPED || headless) {
      await server.close();
      return played === STOPPED ? INTERRUPTED : 0;
    }
    followRealTime(staged);
    terminal.tell(text("server.running", { address: server.origin }));
    terminal.tell(text("server.how-to-stop"));
    await serveUntilStopped(server, signals, terminal);
    return 0;
  } finally {
    signals.forget();
  }
}

async function playEvening(staged: StagedServer, { folder }: DemoPlace, show: DemoShow): Promise<void> {
  const { country, plan, headless, terminal } = show;
  terminal.tell(terminal.messages.text("replay.demo-setting-up", { folder }));
  const ready = await setUpDemo(staged, country, plan, terminal.messages);
  show.onDrawn({ strata: ready.strata, designed: ready.stations.length });
  if (!headless) tellSignIns(staged.server.origin, ready, terminal);
  await show.present(await playDemo(staged, ready, country, plan, show.onTake));
}

/** Another demo, or a real server, may have the usual port; any free one serves as well. */
async function startOnPort(place: DemoPlace, port: number, start: number): Promise<StagedServer> {
  try {
    return await startStaged({ ...place, port }, start);
  } catch (error) {
    if (!(port !== 0 && error instanceof Problem && error.key === "server.port-in-use")) throw error;
    return startStaged(place, start);
  }
}

/** Who can sign in, said where a person reads it: on standard error with everything else that is not the result. */
function tellSignIns(origin: string, { players }: DemoMission, { tell, messages }: Terminal): void {
  const { text } = messages;
  const headings = ["role", "address", "password"] as const;
  const columns = headings.map((heading) => ({ heading: text(`replay.demo-${heading}`) }));
  const rows = players.map(({ role, player }) => [
    messages.textOf("replay", `demo-role-${role}`) ?? role,
    player.email,
    player.password,
  ]);
  tell(text("replay.demo-look-around", { address: origin }));
  tell(`\n${printedTable(columns, rows)}\n`);
}
