import * as contract from "@veedor/api-contract";
import { readStrictly } from "@veedor/quick-count";
import { accessTo, SERVER_OPTIONS } from "../server-access/access.ts";
import { readText } from "../table-files/text-file.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";

const OPTIONS = { ...SERVER_OPTIONS, chief: { kind: "text" } } as const satisfies OptionSpecs;

/** `veedor mission create FILE --chief ADDRESS`: an administrator makes a mission and names its first chief. */
export const create: Command = async (args, terminal) => {
  const { values, file } = readOptions(args, OPTIONS, 1);
  const { say, messages } = terminal;
  const email = required("chief", values.chief);
  const entry = readStrictly(file, await readText(file), contract.createMission.body.omit({ chief: true }));
  const { call } = accessTo(values.server, terminal);
  const { items } = await call(contract.listAccounts, { query: { email } });
  const chief = items[0]?.person;
  if (chief === undefined) throw new Problem("data", "problems.account-unknown", { email });
  const made = await call(contract.createMission, { body: { ...entry, chief } });
  say(
    values.json ? JSON.stringify(made) : messages.text("mission.created", { code: made.code, chief: email }),
  );
  return 0;
};
