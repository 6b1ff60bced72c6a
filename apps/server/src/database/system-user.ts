import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";

/** A user of the system by its numbers. */
export type SystemUser = { readonly uid: number; readonly gid: number };

const NAME = "veedor";
/** `nobody` on every Linux we know. */
const NOBODY: SystemUser = { uid: 65_534, gid: 65_534 };

/**
 * The user that PostgreSQL runs as when this process is root: the system user `veedor`, made where it is missing;
 * where no user can be made, nobody's. `null` when this process is not root.
 */
export function unprivilegedUser(wanted: "own" | "nobody"): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  if (wanted === "nobody") return NOBODY;
  return known() ?? made() ?? NOBODY;
}

function made(): SystemUser | null {
  const words = ["--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/veedor"];
  spawnSync("/usr/sbin/useradd", [...words, "--shell", "/usr/sbin/nologin", NAME], { stdio: "ignore" });
  return known();
}

function known(): SystemUser | null {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${NAME}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
