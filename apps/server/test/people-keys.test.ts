import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { KeyFile } from "../src/people/keys/key-file.ts";
import { KeyTree } from "../src/people/keys/key-tree.ts";
import { seal, unseal } from "../src/people/keys/sealing.ts";
import { newPerson } from "./setting/people.ts";
import { testServer } from "./setting/server.ts";

const LARGEST = 2 ** 31 - 1;

describe("a tree of keys", () => {
  const root = Buffer.alloc(32, 7);
  const tree = KeyTree.of({ "": root.toString("base64") });

  /** The key of a number straight from the root, bit by bit. */
  function straight(number: number): Buffer {
    let key = root;
    for (let bit = 30; bit >= 0; bit--) {
      const from = Math.floor(number / 2 ** bit) % 2 === 0 ? 0 : 32;
      key = createHash("sha512")
        .update(key)
        .digest()
        .subarray(from, from + 32);
    }
    return key;
  }

  it("makes a key for each number from its root", () => {
    for (const number of [0, 1, 2, 77, 12_345_678, LARGEST])
      expect(tree.keyOf(number)).toEqual(straight(number));
  });

  it("makes the key that another program makes", () => {
    // Python: hashlib.sha512 31 times over from 32 bytes of 7, the half taken that the bits of 77 say.
    const expected = "3cb6606846501e44353fef616416ca58aee33690fb3811820ee0fa16be590893";
    expect(tree.keyOf(77)?.toString("hex")).toBe(expected);
  });

  it("forgets what it is told to, for good, and nothing else", () => {
    const forgotten = [0, 3, 4, 5, 1000, LARGEST];
    let less = tree;
    for (const number of forgotten) less = less.without([number]);
    expect(less.nodes()).toEqual(tree.without(forgotten).nodes());
    for (const kept of [1, 2, 6, 7, 999, 1001, 2 ** 30, LARGEST - 1]) {
      expect(less.keyOf(kept)).toEqual(straight(kept));
      expect(KeyTree.of(less.nodes()).keyOf(kept)).toEqual(straight(kept));
    }
    for (const number of forgotten) {
      expect(less.keyOf(number)).toBeNull();
      // No node that is left lies on the way from the root to what was forgotten.
      const path = number.toString(2).padStart(31, "0");
      for (const known of Object.keys(less.nodes())) expect(path.startsWith(known)).toBe(false);
    }
  });

  it("stays small when those who came one after the other are forgotten", () => {
    const less = tree.without(Array.from({ length: 5_000 }, (_, i) => i));
    expect(Object.keys(less.nodes()).length).toBeLessThan(31);
    expect(less.firstKnownFrom(0)).toBe(5_000);
    expect(less.firstKnownFrom(4_999)).toBe(5_000);
    expect(less.firstKnownFrom(6_000)).toBe(6_000);
    expect(tree.without([LARGEST]).firstKnownFrom(LARGEST)).toBeNull();
    expect(() => tree.keyOf(2 ** 31)).toThrow(RangeError);
  });
});

describe("a key file", () => {
  const folder = mkdtempSync(join(tmpdir(), "veedor-keys-"));

  it("is its owner's alone, and the same when it is read again", () => {
    const path = join(folder, "new", "one.key");
    const made = KeyFile.make(path, "0190f5a2-0000-7000-8000-000000000001");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "new")).mode & 0o777).toBe(0o700);
    const read = KeyFile.read(path);
    expect(read?.id).toBe(made.id);
    expect(read?.people.keyOf(9)).toEqual(made.people.keyOf(9));
    expect(read?.serverKey("a")).toEqual(made.serverKey("a"));
    expect(made.serverKey("b")).not.toEqual(made.serverKey("a"));
    expect(made.lookups.keyOf(9)).not.toEqual(made.people.keyOf(9));
    expect(KeyFile.read(join(folder, "none.key"))).toBeNull();
  });

  it("forgets in the file too, leaves no copy beside it, and is read anew by who has it open", () => {
    const path = join(folder, "forget.key");
    const one = KeyFile.make(path, "0190f5a2-0000-7000-8000-000000000002");
    const other = KeyFile.read(path);
    const root = readFileSync(path, "utf8");
    one.forget({ people: [5], lookups: [0] });
    other?.forget({ people: [6] });
    for (const file of [one, other, KeyFile.read(path)]) {
      expect(file?.people.keyOf(5)).toBeNull();
      expect(file?.people.keyOf(6)).toBeNull();
      expect(file?.people.keyOf(7)).not.toBeNull();
      expect(file?.lookups.keyOf(0)).toBeNull();
    }
    expect(readFileSync(path, "utf8")).not.toContain(
      (JSON.parse(root) as { people: { "": string } }).people[""],
    );
    expect(readdirSync(folder).filter((name) => name.startsWith("forget"))).toEqual(["forget.key"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

/** What AES-GCM says of a wrong tag, and we of a wrong first byte. */
const REFUSAL = /unable to authenticate|not sealed in a known way/;

describe("sealing", () => {
  const key = Buffer.alloc(32, 1);

  it("opens only with the same key and purpose, and not once a bit has changed", () => {
    const sealed = seal(key, "data 1", Buffer.from("Ana Ruiz"));
    expect(unseal(key, "data 1", sealed).toString()).toBe("Ana Ruiz");
    expect(seal(key, "data 1", Buffer.from("Ana Ruiz"))).not.toEqual(sealed);
    expect(sealed.includes("Ana")).toBe(false);
    expect(() => unseal(Buffer.alloc(32, 2), "data 1", sealed)).toThrow(REFUSAL);
    expect(() => unseal(key, "data 2", sealed)).toThrow(REFUSAL);
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => unseal(key, "data 1", changed)).toThrow(REFUSAL);
    }
    expect(() => unseal(key, "data 1", sealed.subarray(0, 20))).toThrow("not sealed in a known way");
  });
});

describe("a server and its key file", () => {
  it("keeps to the file of its database", async () => {
    const first = await testServer();
    const { keyFile } = first.context.configuration;
    await newPerson(first);
    await first.close();
    const start = (file: string) => testServer({ DATABASE_URL: first.databaseUrl, VEEDOR_KEY_FILE: file });
    const folder = mkdtempSync(join(tmpdir(), "veedor-other-"));
    const missing = join(folder, "missing.key");
    await expect(start(missing)).rejects.toMatchObject({ code: "key-file-missing", detail: missing });
    expect(statSync(missing, { throwIfNoEntry: false })).toBeUndefined();
    const another = join(folder, "another.key");
    KeyFile.make(another, "0190f5a2-0000-7000-8000-000000000003");
    await expect(start(another)).rejects.toMatchObject({ code: "key-file-another", detail: another });
    const damaged = join(folder, "damaged.key");
    const text = readFileSync(keyFile, "utf8");
    writeFileSync(damaged, text.slice(0, -40));
    const refusal = await start(damaged).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "key-file-unusable", detail: damaged });
    expect(JSON.stringify(refusal)).not.toContain(text.slice(60, 90));
    await (await start(keyFile)).close();
  });

  it("takes another file while nothing has been sealed", async () => {
    const first = await testServer();
    await first.close();
    const path = join(mkdtempSync(join(tmpdir(), "veedor-other-")), "another.key");
    const second = await testServer({ DATABASE_URL: first.databaseUrl, VEEDOR_KEY_FILE: path });
    await newPerson(second);
    await second.close();
    const third = testServer({
      DATABASE_URL: first.databaseUrl,
      VEEDOR_KEY_FILE: first.context.configuration.keyFile,
    });
    await expect(third).rejects.toMatchObject({ code: "key-file-another" });
  });
});
