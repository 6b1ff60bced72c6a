import { hkdfSync, randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { KeyTree } from "./key-tree.ts";

const FORMAT = "veedor-keys/1";
const nodes = z.record(z.string().regex(/^[01]{0,31}$/), z.string().regex(/^[A-Za-z0-9+/]{43}=$/));
const written = z.object({
  format: z.literal(FORMAT),
  id: z.uuid(),
  people: nodes,
  lookups: nodes,
  server: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
});

type Content = {
  readonly id: string;
  /** Wraps each person's key. */
  readonly people: KeyTree;
  /** For looking up addresses; the one in use changes whenever somebody is erased. */
  readonly lookups: KeyTree;
  /** For secrets of missions and of the server. */
  readonly server: Buffer;
};

/**
 * The file of keys outside the database. It is read again whenever it has changed, since another process of this
 * server may have forgotten a key in it.
 */
export class KeyFile {
  readonly path: string;
  #content: Content;
  #state: string;

  private constructor(path: string, content: Content, state: string) {
    this.path = path;
    this.#content = content;
    this.#state = state;
  }

  /** Reads the file; `null` when there is none. Throws what the system throws, or a ZodError or SyntaxError. */
  static read(path: string): KeyFile | null {
    const state = stateOf(path);
    return state === null ? null : new KeyFile(path, contentOf(readFileSync(path, "utf8")), state);
  }

  /** Makes a new file with new keys; it must not be there yet. */
  static make(path: string, id: string): KeyFile {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const content = { id, people: KeyTree.random(), lookups: KeyTree.random(), server: randomBytes(32) };
    replace(path, textOf(content));
    return new KeyFile(path, content, stateOf(path) ?? "");
  }

  get id(): string {
    return this.#fresh().id;
  }

  /** The keys that wrap people's keys. */
  get people(): KeyTree {
    return this.#fresh().people;
  }

  /** The keys of look-ups. */
  get lookups(): KeyTree {
    return this.#fresh().lookups;
  }

  /** A key for one purpose of the server itself (HKDF, RFC 5869). */
  serverKey(purpose: string): Buffer {
    return Buffer.from(hkdfSync("sha256", this.#fresh().server, "", `veedor ${purpose}`, 32));
  }

  /**
   * Forgets keys for good: the file is replaced, and the old one overwritten. Whoever calls holds the database's lock
   * on key files, so that two processes do not undo each other's forgetting.
   */
  forget(numbers: { readonly people?: readonly number[]; readonly lookups?: readonly number[] }): void {
    const current = contentOf(readFileSync(this.path, "utf8"));
    const content = {
      ...current,
      people: current.people.without(numbers.people ?? []),
      lookups: current.lookups.without(numbers.lookups ?? []),
    };
    replace(this.path, textOf(content));
    this.#content = content;
    this.#state = stateOf(this.path) ?? "";
  }

  #fresh(): Content {
    const state = stateOf(this.path);
    // While the file is away (a disk that is being changed) the keys in memory serve on.
    if (state !== null && state !== this.#state) {
      this.#content = contentOf(readFileSync(this.path, "utf8"));
      this.#state = state;
    }
    return this.#content;
  }
}

function contentOf(text: string): Content {
  const { id, people, lookups, server } = written.parse(JSON.parse(text));
  return {
    id,
    people: KeyTree.of(people),
    lookups: KeyTree.of(lookups),
    server: Buffer.from(server, "base64"),
  };
}

function textOf({ id, people, lookups, server }: Content): string {
  const content: z.input<typeof written> = {
    format: FORMAT,
    id,
    people: people.nodes(),
    lookups: lookups.nodes(),
    server: server.toString("base64"),
  };
  return `${JSON.stringify(content)}\n`;
}

function stateOf(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.mtimeNs} ${stat.size}`;
}

/** Whole or not at all, and on disk when this returns. */
function replace(path: string, text: string): void {
  const old = statSync(path, { throwIfNoEntry: false }) === undefined ? null : openSync(path, "r+");
  const temporary = `${path}.${randomBytes(6).toString("hex")}`;
  writeNew(temporary, text);
  renameSync(temporary, path);
  syncFolder(dirname(path));
  if (old === null) return;
  // The best that can be done from here; a disk may still keep old blocks (docs/operating/personal-data.md).
  const { size } = fstatSync(old);
  writeSync(old, randomBytes(size), 0, size, 0);
  fsyncSync(old);
  closeSync(old);
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}
