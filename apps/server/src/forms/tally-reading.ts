import { LARGEST_FIGURE, ProblemError } from "@veedor/domain";
import {
  type FormInstance,
  isChecked,
  readTally,
  type SubmittedTally,
  typedCode,
  WHOLE,
  XFormError,
} from "@veedor/xforms";
import type { Context } from "../context.ts";
import { latestFrame, stationsOf } from "../frames/index.ts";
import { contestById } from "../missions/index.ts";
import type { GivenTally } from "../submissions/index.ts";
import type { FormOfSubmission } from "./form-of-submission.ts";
import { stationsTypedAs } from "./stations-store.ts";

/** How long a mission's latest frame is believed to be the latest, in milliseconds. */
const BELIEVED = 5_000;
const MOST_REMEMBERED = 50_000;

type Lines = { readonly codes: readonly string[]; readonly areFrozen: boolean };

/** Reads the tallies out of submissions; one for a server. What it remembers can be read again at any time. */
export class TallyReader {
  readonly #context: Context;
  readonly #frames = new Map<string, { readonly frame: string; readonly until: number }>();
  /** Stations that were found in a frame; frames never change. */
  readonly #stations = new Set<string>();
  /** Lines of contests that can no longer change. */
  readonly #lines = new Map<string, Lines>();

  constructor(context: Context) {
    this.#context = context;
  }

  /**
   * The figures of a submission, for the contest's lines in their order.
   *
   * @throws {XFormError} `not-a-figure`, `no-station`, `bad-check-character` …
   * @throws {ProblemError} `station-unknown`, `form-outdated`
   */
  async read(
    mission: string,
    tally: NonNullable<FormOfSubmission["tally"]>,
    instance: FormInstance,
  ): Promise<GivenTally> {
    const submitted = readTally(instance, tally.lines.length, LARGEST_FIGURE);
    const { codes, areFrozen } = await this.#linesOf(tally.contest);
    const places = codes.map((code) => tally.lines.indexOf(code));
    // A form of other lines: a figure would have no line, or a line no figure.
    if (codes.length !== tally.lines.length || places.includes(-1)) throw new ProblemError("form-outdated");
    return {
      contest: tally.contest,
      station: await this.#stationOf(mission, tally, submitted.station),
      figures: places.map((place) => submitted.figures[place] ?? null),
      comment: submitted.comment === "" ? null : submitted.comment,
      linesToConfirm: areFrozen ? null : codes,
    };
  }

  async #linesOf(contest: string): Promise<Lines> {
    const known = this.#lines.get(contest);
    if (known !== undefined) return known;
    const found = await contestById(this.#context.database.query, contest);
    if (found === null) throw new ProblemError("not-found");
    const lines = { codes: found.lines.map(({ code }) => code), areFrozen: found.frozenAt !== null };
    if (lines.areFrozen) {
      if (this.#lines.size >= MOST_REMEMBERED) this.#lines.clear();
      this.#lines.set(contest, lines);
    }
    return lines;
  }

  async #stationOf(
    mission: string,
    { alphabet }: Pick<NonNullable<FormOfSubmission["tally"]>, "alphabet">,
    { kind, code }: SubmittedTally["station"],
  ): Promise<string> {
    const { query } = this.#context.database;
    const frame = await this.#frameOf(mission);
    if (kind === "typed") {
      const typed = typedCode(code);
      if (!isChecked(typed, alphabet)) throw new XFormError("bad-check-character", WHOLE);
      const [only, another] = await stationsTypedAs(query, frame, typed.slice(0, -1));
      // Where only separators tell two stations apart, typing cannot say which is meant.
      if (only === undefined || another !== undefined) throw new ProblemError("station-unknown");
      return only;
    }
    const key = `${frame} ${code}`;
    if (this.#stations.has(key)) return code;
    const [station] = await stationsOf(query, frame, [code]);
    if (station === undefined) throw new ProblemError("station-unknown");
    if (this.#stations.size >= MOST_REMEMBERED) this.#stations.clear();
    this.#stations.add(key);
    return code;
  }

  async #frameOf(mission: string): Promise<string> {
    const believed = this.#frames.get(mission);
    if (believed !== undefined && believed.until > performance.now()) return believed.frame;
    const frame = await latestFrame(this.#context.database.query, mission);
    if (frame === null) throw new ProblemError("station-unknown");
    this.#frames.set(mission, { frame: frame.id, until: performance.now() + BELIEVED });
    return frame.id;
  }
}
