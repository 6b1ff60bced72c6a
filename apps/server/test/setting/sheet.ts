import { randomUUID } from "node:crypto";

/** A filled tally sheet of the tests' president contest, as a phone sends it. */
export function filledSheet(given: {
  readonly version?: string;
  readonly station?: string;
  readonly typed?: string;
  readonly figures?: readonly (number | null)[];
  /** What stands in the first line, whatever it is. */
  readonly raw?: string;
  readonly comment?: string;
  readonly instance?: string;
}): string {
  const { version = "3", station, typed, figures = [50, 40, 30, 5, 2, 127], raw, comment } = given;
  const lines = figures.map((figure, i) => {
    const node = `line_0${i + 1}`;
    return `<${node}>${i === 0 && raw !== undefined ? raw : (figure ?? "")}</${node}>`;
  });
  const stationNodes = [
    station === undefined ? "" : `<listed>${station}</listed>`,
    typed === undefined ? "" : `<typed>${typed}</typed>`,
  ];
  return (
    `<tally id="tally-president" version="${version}" xmlns:orx="http://openrosa.org/xforms">` +
    `<station>${stationNodes.join("")}</station><lines>${lines.join("")}</lines><comment>${comment ?? ""}</comment><photo/>` +
    `<orx:meta><orx:instanceID>${given.instance ?? `uuid:${randomUUID()}`}</orx:instanceID></orx:meta></tally>`
  );
}
