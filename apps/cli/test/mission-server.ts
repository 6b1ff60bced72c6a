import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import * as contract from "@veedor/api-contract";
import type { Language } from "@veedor/messages";
import { type RunningServer, readConfiguration, stagedClock, startServer } from "@veedor/server";
import { type Outcome, record } from "./run-recording.ts";

/** When the evening begins, on the server's staged clock: the polls have just closed in Lima. */
const EVENING = Date.parse("2026-10-04T22:00:00Z");
const PASSWORD = "seven-honest-wooden-boats";

/** A real server with its own PostgreSQL, and people who use it from terminals of their own. */
export type MissionServer = {
  readonly origin: string;
  /** Runs a command as the person does, with the sessions that this person keeps. */
  readonly as: (person: string, args: readonly string[], language?: Language) => Promise<Outcome>;
  /** Signs a person in, by command. */
  readonly signIn: (person: string) => Promise<Outcome>;
  /** Where a person's sessions are kept. */
  readonly configurationOf: (person: string) => string;
  readonly close: () => Promise<void>;
};

/** Starts it, with accounts for these people and an administrator. */
export async function missionServer(people: readonly string[]): Promise<MissionServer> {
  const folder = mkdtempSync(join(tmpdir(), "veedor-cli-mission-"));
  // As root PostgreSQL runs as another user, who passes through.
  chmodSync(folder, 0o711);
  const configuration = readConfiguration(
    { VEEDOR_PORT: "0", VEEDOR_LOG_LEVEL: "error" },
    { dataFolder: join(folder, "data") },
  );
  const server = await startServer(configuration, { clock: stagedClock(EVENING), systemUser: "nobody" });
  await makeAccounts(server, people);
  const configurationOf = (person: string): string => join(folder, "people", person);
  const as: MissionServer["as"] = async (person, args, language) => {
    process.env["XDG_CONFIG_HOME"] = configurationOf(person);
    try {
      return await record(args, language);
    } finally {
      delete process.env["XDG_CONFIG_HOME"];
    }
  };
  const password = join(folder, "password.txt");
  writeFileSync(password, `${PASSWORD}\n`);
  return {
    origin: server.origin,
    configurationOf,
    as,
    signIn: (person) => {
      const at = ["--server", server.origin, "--email", addressOf(person), "--password-file", password];
      return as(person, ["sign-in", ...at, "--json"]);
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const addressOf = (person: string): string => `${person}@example.org`;

async function makeAccounts({ origin, setupLink }: RunningServer, people: readonly string[]): Promise<void> {
  const nobody = contract.apiClient({ origin });
  const tokenOf = (link: string): string => link.replace(/^.*#/, "");
  const language = "en" as const;
  await nobody.call(contract.setUp, {
    body: {
      token: tokenOf(setupLink ?? ""),
      email: addressOf("administrator"),
      name: "Administrator",
      language,
      password: PASSWORD,
    },
  });
  const body = { email: addressOf("administrator"), password: PASSWORD, keep: "token" as const };
  const { token } = await nobody.call(contract.signIn, { body });
  const administrator = contract.apiClient({ origin, token: token ?? "" });
  for (const person of people) {
    const { link } = await administrator.call(contract.createAccount, {
      body: { email: addressOf(person), name: person, language },
    });
    await nobody.call(contract.acceptLink, { body: { token: tokenOf(link), password: PASSWORD } });
  }
}
