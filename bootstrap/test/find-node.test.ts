import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { findNode } from "../find-node.js";

const NAME = "node-plan9-x64";
const HERE = { version: "20.20.2", platform: "plan9", arch: "x64", executable: "/usr/bin/node" };

/** A folder in which the npm package of Node.js is a shell script that answers as told. */
function rootWithNode(answer: string): { root: string; path: string; sha256: string } {
  const root = mkdtempSync(join(tmpdir(), "veedor-node-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const path = join(root, "node_modules", NAME, "bin", "node");
  const script = `#!/bin/sh\n${answer}\n`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, script);
  chmodSync(path, 0o755);
  return { root, path, sha256: createHash("sha256").update(script).digest("hex") };
}

describe.skipIf(process.platform === "win32")(
  "finding Node 24 (skipped on Windows: shell scripts play Node.js)",
  () => {
    test("the running one from 24 on", async () => {
      const { root } = rootWithNode("echo v24.21.0");
      expect(await findNode(root, { ...HERE, version: "24.0.0" })).toBe("/usr/bin/node");
      expect(await findNode(root, { ...HERE, version: "26.1.0" })).toBe("/usr/bin/node");
    });

    test("the one from npm, if it is the recorded file", async () => {
      const { root, path, sha256 } = rootWithNode("echo v24.21.0");
      const recorded = { [NAME]: { version: "24.21.0", sha256 } };
      expect(await findNode(root, { ...HERE, recorded })).toBe(path);
      expect(await findNode(root, { ...HERE, version: "22.20.0", recorded })).toBe(path);
    });

    test("a file that is not the recorded one is refused without being started, unless accepted", async () => {
      const { root, path } = rootWithNode('touch "$0.started"; echo v24.21.0');
      const recorded = { [NAME]: { version: "24.21.0", sha256: "0".repeat(64) } };
      await expect(findNode(root, { ...HERE, recorded })).rejects.toMatchObject({ code: "wrong-node" });
      expect(() => rmSync(`${path}.started`)).toThrow(/ENOENT/);
      expect(await findNode(root, { ...HERE, recorded, acceptOther: true })).toBe(path);
    });

    test("an altered file is refused although the file before it was found good", async () => {
      const { root, path, sha256 } = rootWithNode("echo v24.21.0");
      const recorded = { [NAME]: { version: "24.21.0", sha256 } };
      expect(await findNode(root, { ...HERE, recorded })).toBe(path);
      writeFileSync(path, "#!/bin/sh\necho v24.21.0 \n");
      await expect(findNode(root, { ...HERE, recorded })).rejects.toMatchObject({ code: "wrong-node" });
    });

    test("the one from npm is examined also when it is what runs us", async () => {
      const { root, path } = rootWithNode("echo v24.21.0");
      const recorded = { [NAME]: { version: "24.21.0", sha256: "0".repeat(64) } };
      const here = { ...HERE, version: "24.21.0", executable: path, recorded };
      await expect(findNode(root, here)).rejects.toMatchObject({ code: "wrong-node" });
    });

    test("none, one too old, or one that does not start is said with the reason", async () => {
      const none = rootWithNode("");
      rmSync(join(none.root, "node_modules"), { recursive: true });
      await expect(findNode(none.root, HERE)).rejects.toThrow(/not installed/);
      await expect(findNode(rootWithNode("echo v18.0.0").root, HERE)).rejects.toThrow(/it is v18\.0\.0/);
      const broken = rootWithNode("echo cannot load library >&2; exit 127");
      await expect(findNode(broken.root, HERE)).rejects.toThrow(/cannot load library/);
    });

    test("the running one that strips types where npm has none", async () => {
      const { root } = rootWithNode("exit 1");
      expect(await findNode(root, { ...HERE, version: "22.18.0" })).toBe("/usr/bin/node");
      await expect(findNode(root, { ...HERE, version: "22.17.9" })).rejects.toMatchObject({
        code: "no-node",
      });
    });
  },
);
