// `npm run lock`: after `npm install`, adds to package-lock.json the optional packages for other platforms that npm
// left out. npm leaves them out when the registry in use (a company's or a country's mirror) does not carry them, and
// then refuses its own lock: `npm ci` ends with "Missing: @biomejs/cli-darwin-arm64@ from lock file". An entry added
// here has the exact version that the parent asks for and no integrity; `npm install` on a complete registry fills
// that in.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SYSTEMS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const PROCESSORS = [
  "arm",
  "arm64",
  "ia32",
  "loong64",
  "mips64el",
  "ppc64",
  "riscv64",
  "s390x",
  "x64",
  "wasm32",
];

/**
 * A copy of a lock with the missing optional packages added, and their names. Only exact versions can be added.
 *
 * @param {{ packages: Record<string, { version?: string, dev?: boolean,
 *   optionalDependencies?: Record<string, string> }> }} lock
 * @returns {{ lock: object, added: string[] }}
 */
export function completeLock(lock) {
  const added = {};
  for (const parent of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      const known = path in lock.packages || path in added;
      if (!known && /^\d+\.\d+\.\d+/.test(version))
        added[path] = entryFor(name, version, parent.dev === true);
    }
  }
  const packages = { ...lock.packages, ...added };
  const inOrder = Object.keys(packages).sort((a, b) => (a < b ? -1 : 1));
  return {
    lock: { ...lock, packages: Object.fromEntries(inOrder.map((path) => [path, packages[path]])) },
    added: Object.keys(added),
  };
}

/** Such packages carry their platform in their name: `@oxlint/binding-linux-arm64-musl`. */
function entryFor(name, version, dev) {
  const words = name.split(/[^a-z0-9]+/i);
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const os = words.filter((word) => SYSTEMS.includes(word));
  return {
    version,
    ...(cpu.length > 0 ? { cpu } : {}),
    ...(dev ? { dev } : {}),
    ...(words.includes("musl") || words.includes("musleabihf") ? { libc: ["musl"] } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}

if (import.meta.main ?? process.argv[1]?.endsWith("complete-lock.js")) {
  const path = join(process.cwd(), "package-lock.json");
  const { lock, added } = completeLock(JSON.parse(readFileSync(path, "utf8")));
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  process.stdout.write(`package-lock.json: ${added.length} optional packages for other platforms added\n`);
}
