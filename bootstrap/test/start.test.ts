import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const bootstrap = dirname(dirname(fileURLToPath(import.meta.url)));
const EMPTY = '{ "packages": {} }';

/** A repository of its own with our bootstrap, one script and this list of what npm installed. */
function repositoryWith(script: string, installed: string | null): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "veedor-start-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(bootstrap, join(root, "bootstrap"), { recursive: true });
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(join(root, "package-lock.json"), EMPTY);
  writeFileSync(join(root, "script.ts"), script);
  if (installed !== null) {
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "node_modules", ".package-lock.json"), installed);
  }
  return root;
}

/** Plays npm: says something, and leaves what npm leaves when it has finished, or fails. */
function fakeNpm(root: string, status: number): Record<string, string | undefined> {
  const path = join(root, "npm-cli.js");
  const lines = [
    'import { mkdirSync, writeFileSync } from "node:fs";',
    'console.log("npm", process.argv.slice(2).join(" "));',
    'mkdirSync("node_modules", { recursive: true });',
    status === 0 ? `writeFileSync("node_modules/.package-lock.json", '${EMPTY}');` : "",
    `process.exitCode = ${status};`,
  ];
  writeFileSync(path, lines.join("\n"));
  return { ...process.env, npm_execpath: path, LC_ALL: "C" };
}

const SAYS_WHERE =
  "const words: string[] = process.argv.slice(2);\nconsole.log(words.join(), process.cwd());\nprocess.exit(7);\n";

test("a TypeScript file runs in the caller's folder with its arguments; its exit code is ours; nothing is added", () => {
  const root = repositoryWith(SAYS_WHERE, EMPTY);
  const cwd = join(root, "bootstrap");
  const ended = spawnSync(process.execPath, ["run.js", "script.ts", "a", "--b"], { cwd, encoding: "utf8" });
  expect(ended).toMatchObject({ status: 7, stdout: `a,--b ${cwd}\n`, stderr: "" });
});

test("what is missing is installed first, said on standard error only, and not installed again", () => {
  const root = repositoryWith(SAYS_WHERE, null);
  const options = { cwd: root, encoding: "utf8", env: fakeNpm(root, 0) } as const;
  const first = spawnSync(process.execPath, ["bootstrap/run.js", "script.ts"], options);
  expect(first).toMatchObject({ status: 7, stdout: ` ${root}\n` });
  expect(first.stderr).toMatch(
    /^veedor: first run .*\nnpm ci --include=dev --include=optional .*\nveedor: installed/,
  );
  const second = spawnSync(process.execPath, ["bootstrap/run.js", "script.ts"], options);
  expect(second).toMatchObject({ status: 7, stdout: ` ${root}\n`, stderr: "" });
});

test("an installation that fails is said in a sentence, starts nothing, and is tried again", () => {
  const root = repositoryWith(SAYS_WHERE, null);
  for (const env of [fakeNpm(root, 3), fakeNpm(root, 3)]) {
    const ended = spawnSync(process.execPath, ["bootstrap/run.js", "script.ts"], {
      cwd: root,
      encoding: "utf8",
      env,
    });
    expect(ended).toMatchObject({ status: 1, stdout: "" });
    expect(ended.stderr).toContain("`npm ci` failed (exit code 3)");
  }
});

const windows = process.platform === "win32";

test.skipIf(windows).each(["SIGTERM", "SIGINT"] as const)(
  "%s reaches the script, which may still end in order",
  async (signal) => {
    const ends = `process.on("${signal}", () => process.exit(5));`;
    const root = repositoryWith(
      `${ends}\nsetInterval(() => undefined, 1000);\nconsole.log("ready");\n`,
      EMPTY,
    );
    const child = spawn(process.execPath, ["bootstrap/run.js", "script.ts"], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.once("data", () => child.kill(signal));
    const code = await new Promise((resolve) => {
      child.on("exit", resolve);
    });
    expect(code).toBe(5);
  },
);

test.skipIf(windows)("the script ends with the shell in which npm started it", async () => {
  const ends = 'process.on("SIGTERM", () => { console.log("told"); process.exit(); });';
  const root = repositoryWith(`${ends}\nsetInterval(() => undefined, 1000);\nconsole.log("ready");\n`, EMPTY);
  // Two commands, so that the shell stays and does not become Node.js itself.
  const words = ["-c", `"${process.execPath}" bootstrap/run.js script.ts; true`];
  const shell = spawn("sh", words, {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, npm_lifecycle_event: "start" },
  });
  let said = "";
  shell.stdout.on("data", (piece: Buffer) => {
    said += piece.toString();
    if (said === "ready\n") shell.kill("SIGKILL");
  });
  // Its output ends when the last process that holds it has ended.
  await new Promise((resolve) => shell.stdout.once("end", resolve));
  expect(said).toBe("ready\ntold\n");
});
