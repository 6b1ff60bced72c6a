import type { DrawnStation } from "@veedor/statistics";
import { ALLOCATION_RULES, drawSample, drawStratifiedSample, trimTicket } from "@veedor/statistics";
import type { FrameRow } from "../frame/frame-table.ts";
import { readFrameTable, strataSizes } from "../frame/frame-table.ts";
import { sha256 } from "../frame/sha256.ts";
import type { Command } from "../terminal/command.ts";
import type { OptionSpecs, OptionValues } from "../terminal/options.ts";
import { readOptions, required } from "../terminal/options.ts";
import { Problem } from "../terminal/problem.ts";
import { allocate } from "./allocate.ts";
import { mergeStrata } from "./merge-map.ts";

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
  const { frame, id, strata, previous, merge, spares, seed, ...request } = drawRequest(values);
  const read = await readFrameTable(frame, { id, strata, previous });
  const rows = merge === undefined ? read : await mergeStrata(read, merge, request.minimum);
  const lines =
    strata.length === 0
      ? drawSimple(rows, request.stations, spares, seed)
      : drawStratified(rows, request, spares, seed);
  if (values.json) terminal.say(JSON.stringify({ stations: lines }));
  else for (const line of asCsv(lines)) terminal.say(line);
  return 0;
};

/** What was asked of a draw, with our defaults filled in; options that make sense only together are checked. */
function drawRequest(values: OptionValues<typeof OPTIONS>) {
  const request = {
    frame: required("frame", values.frame),
    id: required("id", values.id),
    seed: required("seed", values.seed),
    stations: required("stations", values.stations),
    allocation: values.allocation ?? "proportional",
    strata: values.strata ?? [],
    merge: values.merge,
    spares: values.spares ?? 0,
  };
  const stratified = request.strata.length > 0;
  if (request.merge !== undefined && !stratified) throw new Problem("usage", "problems.merge-needs-strata");
  const previous = request.allocation === "optimal" ? previousColumns(values.votes, values.total) : null;
  return { ...request, previous, minimum: values.minimum ?? (stratified ? 3 : 1) };
}

function previousColumns(votes: string | undefined, total: string | undefined) {
  if (votes === undefined || total === undefined) throw new Problem("usage", "problems.optimal-needs-votes");
  return { votes, total };
}

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
      [
        line.order,
        quoted(line.station),
        quoted(line.stratum),
        line.N_h,
        line.n_h,
        trimTicket(line.ticket, TICKET_DIGITS),
        line.spare ? 1 : 0,
      ].join(","),
    ),
  ];
}
