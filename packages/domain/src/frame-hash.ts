import { DomainError } from "./domain-error.ts";
import type { Frame, Station } from "./frame.ts";

const FIXED = ["code", "formerCode", "centre", "registered"] as const;

/**
 * The canonical form of a frame, line by line, as docs/method/frame-hash.md specifies it to the byte: the frame's
 * hash is SHA-256 over the UTF-8 bytes of these lines. The caller hashes, since this package knows no cryptography.
 * The version number is not part of it: equal content has equal hashes.
 *
 * @throws {DomainError} `bad-code` for text with a lone surrogate, `duplicate-station` for codes equal after NFC
 */
export function* canonicalFrameLines(frame: Frame): Generator<string> {
  yield "veedor-frame/1\n";
  const names = [...FIXED, ...frame.areaLevels.map((name) => `area:${name}`)];
  yield line([...names, ...frame.attributeNames.map((name) => `attribute:${name}`)]);
  const stations = frame.stations
    .map((station) => ({ station, code: normalised(station.code) }))
    .sort((a, b) => compareByCodePoint(a.code, b.code));
  let previous: string | null = null;
  for (const { station, code } of stations) {
    if (code === previous) throw new DomainError("duplicate-station", "stations", code);
    previous = code;
    yield line(cellsOf(frame, station));
  }
}

function cellsOf(frame: Frame, station: Station): (string | null)[] {
  const registered = station.registered === null ? null : String(station.registered);
  const attributes = frame.attributeNames.map((name) => station.attributes[name] ?? null);
  return [station.code, station.formerCode, station.centre, registered, ...station.areas, ...attributes];
}

const line = (cells: readonly (string | null)[]): string => `${cells.map(escaped).join("\t")}\n`;

/** `\N` is "not there"; a backslash in the text is doubled, so no text can look like it. */
function escaped(cell: string | null): string {
  if (cell === null) return "\\N";
  return normalised(cell)
    .replaceAll("\\", "\\\\")
    .replaceAll("\t", "\\t")
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r");
}

function normalised(text: string): string {
  if (!text.isWellFormed()) throw new DomainError("bad-code", "stations", text);
  return text.normalize("NFC");
}

/** Order of code points, which is the order of UTF-8 bytes; the language's own order is that of UTF-16 units. */
function compareByCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x === y) continue;
    const surrogates = Number(isSurrogate(x)) - Number(isSurrogate(y));
    return surrogates === 0 ? x - y : surrogates;
  }
  return a.length - b.length;
}

// Units 0xE000–0xFFFF sort after surrogates in UTF-16 and before them as code points.
const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
