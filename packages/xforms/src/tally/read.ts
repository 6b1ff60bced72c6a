import type { FormInstance } from "../instance.ts";
import { WHOLE, XFormError } from "../xform-error.ts";
import { COMMENT, linePath, STATION_LISTED, STATION_TYPED } from "./layout.ts";

/**
 * A tally sheet as a phone sends it.
 *
 * @property station chosen from the device's list, or typed with its check character
 * @property figures one for each line of the form, in its order; `null` is "not given", never 0
 * @property comment empty where none was given
 */
export type SubmittedTally = {
  readonly station: { readonly kind: "listed" | "typed"; readonly code: string };
  readonly figures: readonly (number | null)[];
  readonly comment: string;
};

/**
 * Reads the tally out of a submitted instance of a tally sheet's form.
 *
 * @param lines how many sheet lines the form has
 * @throws {XFormError} `wrong-structure`, `not-a-figure` (with the line's path), `no-station`, `two-stations`
 */
export function readTally(instance: FormInstance, lines: number, largestFigure: number): SubmittedTally {
  const figures: (number | null)[] = [];
  for (let i = 0; i < lines; i++) figures.push(figureAt(instance, linePath(i), largestFigure));
  // A line that the form has not is a figure that would be dropped.
  if (single(instance, linePath(lines)) !== null)
    throw new XFormError("wrong-structure", WHOLE, linePath(lines));
  return { station: stationOf(instance), figures, comment: (single(instance, COMMENT) ?? "").trim() };
}

function stationOf(instance: FormInstance): SubmittedTally["station"] {
  const listed = (single(instance, STATION_LISTED) ?? "").trim();
  const typed = (single(instance, STATION_TYPED) ?? "").trim();
  if (listed !== "" && typed !== "") throw new XFormError("two-stations", WHOLE);
  if (listed !== "") return { kind: "listed", code: listed };
  if (typed !== "") return { kind: "typed", code: typed };
  throw new XFormError("no-station", WHOLE);
}

function figureAt(instance: FormInstance, path: string, largest: number): number | null {
  const text = single(instance, path)?.trim();
  if (text === undefined) throw new XFormError("wrong-structure", WHOLE, path);
  if (text === "") return null;
  const figure = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(figure <= largest)) throw new XFormError("not-a-figure", WHOLE, path);
  return figure;
}

/** The value of a node that is there once; `null` where it is not there. */
function single(instance: FormInstance, path: string): string | null {
  const values = instance.values.get(path) ?? [];
  if (values.length > 1) throw new XFormError("wrong-structure", WHOLE, path);
  return values[0] ?? null;
}
