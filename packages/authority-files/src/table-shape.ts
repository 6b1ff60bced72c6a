/** Delimiters that authorities use; a file of one column has none and reads with any. */
export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Records of a piece of text, quoted cells respected; the last one is left out since it may be cut. */
function splitSample(text: string, delimiter: Delimiter, most: number): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < text.length && records.length < most; i++) {
    const character = text[i] ?? "";
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (character === '"' && cell === "") quoted = true;
    else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (character === "\n") {
      cells.push(cell);
      if (cells.length > 1 || cell.trim() !== "") records.push(cells);
      cells = [];
      cell = "";
    } else if (character !== "\r") cell += character;
  }
  return records;
}

/** The number of cells that most records have. */
function usualWidth(records: readonly (readonly string[])[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [length, count] of counts)
    if (count > most || (count === most && length > width)) [width, most] = [length, count];
  return { width, share: records.length === 0 ? 0 : most / records.length };
}

/**
 * The delimiter that cuts the records most evenly into more than one cell; of two alike, the one with more cells.
 * Counting characters alone is misled by commas inside names and decimal commas.
 */
export function detectDelimiter(sample: string): Delimiter {
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const { width, share } = usualWidth(splitSample(sample, delimiter, 200));
    // Evenness weighs more than width: it enters squared, the width by its logarithm.
    const score = width < 2 ? 0 : share ** 2 * Math.log2(width + 1);
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

const NUMBER = /^[-\d.,\s]+$/;

/**
 * Position of the heading row among a file's first records: the first that fills at least six tenths of the usual
 * width with mostly words. Titles above the heading fill fewer cells. When no row is like that, the first is taken.
 */
export function detectHeading(records: readonly (readonly string[])[]): number {
  const { width } = usualWidth(records);
  const position = records.slice(0, 40).findIndex((cells) => {
    const filled = cells.filter((cell) => cell.trim() !== "");
    const words = filled.filter((cell) => !NUMBER.test(cell.trim()));
    return filled.length >= Math.max(1, 0.6 * width) && words.length * 2 >= filled.length;
  });
  return Math.max(0, position);
}

/** First records of a piece of text, for {@link detectHeading} and for showing a preview. */
export const firstRecords = (sample: string, delimiter: Delimiter): string[][] =>
  splitSample(sample, delimiter, 200);

/** Trims the names, names the empty ones by position (`column 3`), and numbers repeated ones (`votos (2)`). */
export function uniqueNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, i) => {
    const base = cell.replace(/\s+/g, " ").trim() || `column ${i + 1}`;
    let name = base;
    for (let n = 2; taken.has(name); n++) name = `${base} (${n})`;
    taken.add(name);
    return name;
  });
}
