import type { DrawnStation } from "@veedor/statistics";
import { ALLOCATION_RULES, drawSample, drawStratifiedSample, trimTicket } from "@veedor/statistics";
import type { Command } from "../commands.ts";
import type { OptionSpecs } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { allocate } from "./allocate.ts";
import type { FrameRow } from "./frame-table.ts";
import { readFrameTable, strataSizes } from "./frame-table.ts";
import { mergeStrata } from "./merge-map.ts";
import { sha256 } from "./sha256.ts";

const OPTIONS = {
  frame: { kind: "text" },
  id: { kind: "text" },
  stations: { kind: "number", from: 1, to: 10_000_000, whole: true },
  strata: { kind: "list" },
  allocation: { kind: "text", oneOf: ALLOCATION_RULES },
  votes: { kind: "text" },
  total: { kind: "text" },
  minimum: { kind: "number", from: 1, to: 1_000_000, whole: true },
  merge: { kind: "text" },
  spares: { kind: "number", from: 0, to: 1_000_000, whole: true },
  seed: { kind: "text" },
} as const satisfies OptionSpecs;

/** Decimals of a ticket that are printed, counted after its initial nines. */
const TICKET_DIGITS = 18;

/** One line of a drawn sample. */
type DrawnLine = DrawnStation & { readonly N_h: number; readonly n_h: number };

/** `veedor draw`: a simple or stratified sample from a public seed, as `docs/method/drawing.md` specifies it. */
export const draw: Command = async (args, terminal) => {
  const { values } = readOptions(args, OPTIONS, 0);
  if (values.help) {
    terminal.say(terminal.messages.text("terminal.help-draw"));
    return 0;
  }
  const path = required("frame", values.frame);
  const id = required("id", values.id);
  const seed = required("seed", values.seed);
  const stations = required("stations", values.stations);
  const allocation = values.allocation ?? "proportional";
  const strata = values.strata ?? [];
  if (allocation === "optimal" && !(values.votes && values.total)) throw new Problem("usage", "problems.optimal-needs-votes");
  const previous = allocation === "optimal" && values.votes && values.total ? { votes: values.votes, total: values.total } : null;
  if (values.merge !== undefined && strata.length === 0) throw new Problem("usage", "problems.merge-needs-strata");
  const minimum = values.minimum ?? (strata.length > 0 ? 3 : 1);
  const read = await readFrameTable(path, { id, strata, previous });
  const rows = values.merge === undefined ? read : await mergeStrata(read, values.merge, minimum);
  const spares = values.spares ?? 0;
  const lines = strata.length === 0
    ? drawSimple(rows, stations, spares, seed)
    : drawStratified(rows, { stations, minimum, allocation }, spares, seed);
  if (values.json) terminal.say(JSON.stringify({ stations: lines }));
  else for (const line of asCsv(lines)) terminal.say(line);
  return 0;
};

function drawSimple(rows: readonly FrameRow[], stations: number, spares: number, seed: string): DrawnLine[] {
  if (stations > rows.length) {
    throw new Problem("data", "problems.stations-above-frame", { stations, frame: rows.length });
  }
  const size = Math.min(rows.length, stations + spares);
  return drawSample({ ids: rows.map((row) => row.id), size, seed, sha256 }).map((drawn, i) => ({
    order: i + 1,
    station: drawn.id,
    stratum: "",
    N_h: rows.length,
    n_h: stations,
    ticket: drawn.ticket,
    spare: i >= stations,
  }));
}

function drawStratified(
  rows: readonly FrameRow[],
  request: Parameters<typeof allocate>[2],
  spares: number,
  seed: string,
): DrawnLine[] {
  const sizes = strataSizes(rows);
  const allocation = allocate(sizes, rows, request);
  return drawStratifiedSample({ stations: rows, allocation, spares, seed, sha256 }).map((drawn) => ({
    ...drawn,
    N_h: sizes.get(drawn.stratum) ?? 0,
    n_h: allocation.get(drawn.stratum) ?? 0,
  }));
}

function asCsv(lines: readonly DrawnLine[]): string[] {
  const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [
    "order,station,stratum,N_h,n_h,ticket,spare",
    ...lines.map((line) =>
      [line.order, quoted(line.station), quoted(line.stratum), line.N_h, line.n_h, trimTicket(line.ticket, TICKET_DIGITS), line.spare ? 1 : 0].join(","),
    ),
  ];
}
