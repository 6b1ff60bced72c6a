import { codeOrName } from "./heading-words.ts";
import type { ColumnSuggestion, SeenColumn } from "./suggestion.ts";

/** What columns are suggested for, by their position. */
export type Placed = Map<number, Omit<ColumnSuggestion, "column">>;

/** Places what describes a station: its areas, registered voters, centre and attributes. */
export function placeDescriptions(seen: readonly SeenColumn[], placed: Placed): void {
  placeAreas(seen, placed);
  placeRegistered(seen, placed);
  placeCentre(seen, placed);
  placeAttributes(seen, placed);
}

/** Of the columns of codes and names of the same area, the names; the others are not placed. */
function placeAreas(seen: readonly SeenColumn[], placed: Placed): void {
  const isArea = ({ meaning }: SeenColumn): boolean => meaning?.use === "area" || meaning?.use === "country";
  const named = new Set(
    seen
      .filter((one) => isArea(one) && codeOrName(one.name).kind === "name")
      .map(({ name }) => codeOrName(name).stem),
  );
  seen.forEach((column, i) => {
    if (!isArea(column)) return;
    const { kind, stem } = codeOrName(column.name);
    if (kind === "code" && named.has(stem))
      placed.set(i, { use: "none", certainty: "likely", reason: "second-candidate" });
    else placed.set(i, { use: "area", certainty: "likely", reason: "known-word" });
  });
}

/** The registered column with the fewest other words: `ln` rather than `ln_total`. */
function placeRegistered(seen: readonly SeenColumn[], placed: Placed): void {
  const candidates = seen
    .map(({ name, meaning, evidence }, i) => ({
      i,
      length: name.length,
      fits: meaning?.use === "registered" && evidence.counts >= 0.98,
    }))
    .filter(({ fits }) => fits)
    .sort((a, b) => a.length - b.length);
  candidates.forEach(({ i }, rank) => {
    if (rank > 0) placed.set(i, { use: "none", certainty: "likely", reason: "second-candidate" });
    else
      placed.set(i, {
        use: "registered",
        certainty: candidates.length === 1 ? "sure" : "likely",
        reason: "known-word",
      });
  });
}

function placeCentre(seen: readonly SeenColumn[], placed: Placed): void {
  const position = seen.findIndex(({ meaning }) => meaning?.use === "centre");
  if (position >= 0) placed.set(position, { use: "centre", certainty: "likely", reason: "known-word" });
}

function placeAttributes(seen: readonly SeenColumn[], placed: Placed): void {
  seen.forEach(({ meaning, evidence }, i) => {
    const isAttribute = meaning?.use === "attribute" && evidence.distinct > 1;
    if (isAttribute) placed.set(i, { use: "attribute", certainty: "likely", reason: "known-word" });
  });
}
