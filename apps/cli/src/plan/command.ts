import * as contract from "@veedor/api-contract";
import { readPlan } from "@veedor/quick-count";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { contestNamed, MISSION_OPTIONS, missionNamed } from "../server-access/named.ts";
import { readText } from "../table-files/text-file.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { printedTable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { verbCommand } from "../terminal/verbs.ts";

const OPTIONS = {
  ...SERVER_OPTIONS,
  ...MISSION_OPTIONS,
  contest: { kind: "text" },
} as const satisfies OptionSpecs;
const PROPOSE_OPTIONS = { ...OPTIONS, reason: { kind: "text" } } as const satisfies OptionSpecs;
const CONFIRM_OPTIONS = { ...OPTIONS, hash: { kind: "text" } } as const satisfies OptionSpecs;

type Named = {
  readonly server: string | undefined;
  readonly mission: string | undefined;
  readonly contest: string | undefined;
};

async function contestOf(named: Named, terminal: Terminal) {
  const access = accessTo(named.server, terminal);
  const { id: mission } = await missionNamed(access, named.mission);
  const { id: contest } = await contestNamed(access, mission, named.contest);
  return { ...access, parameters: { mission, contest } };
}

/** `veedor plan propose FILE`: proposes an analysis plan, which another person confirms by its hash. */
const propose: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, PROPOSE_OPTIONS, 1);
  const { say, messages } = terminal;
  const text = await readText(file);
  // All that is wrong is told here; the server would tell the first.
  readPlan(file, text);
  const document = JSON.parse(text) as Record<string, unknown>;
  const { call, parameters } = await contestOf(values, terminal);
  const reason = values.reason === undefined ? {} : { reason: values.reason };
  const made = await call(contract.proposePlan, { parameters, body: { document, ...reason } });
  const { version, hash } = made;
  say(values.json ? JSON.stringify(made) : messages.text("mission.plan-proposed", { version, hash }));
  return 0;
};

/** `veedor plan confirm --hash HASH`: freezes and publishes what another person has proposed. */
const confirm: Command = async (args, terminal) => {
  const { values } = readOptions(args, CONFIRM_OPTIONS, 0);
  const { say, messages } = terminal;
  const hash = required("hash", values.hash);
  const { call, parameters } = await contestOf(values, terminal);
  const { items } = await call(contract.listPlans, { parameters });
  const proposal = items.find((plan) => plan.hash === hash && plan.frozenAt === null);
  if (proposal === undefined) throw new Problem("data", "problems.no-such-proposal", { hash });
  const frozen = await call(contract.confirmPlan, {
    parameters: { ...parameters, plan: proposal.id },
    body: { hash },
  });
  say(
    values.json
      ? JSON.stringify(frozen)
      : messages.text("mission.plan-frozen", { version: frozen.version, hash }),
  );
  return 0;
};

/** `veedor plan show`: the versions of a contest's plan, the latest with its document. */
const show: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  const { say, messages } = terminal;
  const { call, parameters } = await contestOf(values, terminal);
  const { items } = await call(contract.listPlans, { parameters });
  if (values.json) {
    say(JSON.stringify({ plans: items }));
    return 0;
  }
  const [latest] = items;
  if (latest === undefined) {
    say(messages.text("mission.no-plan"));
    return 0;
  }
  const headings = [
    { heading: messages.text("mission.heading-version"), figures: true },
    { heading: messages.text("mission.heading-state") },
    { heading: messages.text("mission.heading-hash") },
    { heading: messages.text("mission.heading-reason") },
  ];
  const rows = items.map(({ version, frozenAt, afterFirstTally, hash, reason }) => [
    String(version),
    messages.text("mission.plan-state", {
      state: frozenAt === null ? "proposed" : afterFirstTally ? "late" : "frozen",
    }),
    hash,
    reason ?? "",
  ]);
  say(printedTable(headings, rows));
  say(`\n${JSON.stringify(latest.document, null, 2)}`);
  return 0;
};

/** `veedor plan propose|confirm|show`: the analysis plan of a contest. */
export const plan = verbCommand("terminal.help-plan", { propose, confirm, show });
