/** Bounds on hostile or damaged input. Each can be tightened by the caller, for example by a public server. */
export type ReadingLimits = {
  /** bytes after decompression, and bytes of a plain file */
  readonly bytes: number;
  /** largest ratio of decompressed to compressed bytes, looked at once `ratioAfterBytes` have come out */
  readonly ratio: number;
  readonly ratioAfterBytes: number;
  /** bytes of a spreadsheet file, which is held in memory as a whole, and of all its parts unpacked */
  readonly spreadsheetBytes: number;
  readonly spreadsheetUnpackedBytes: number;
  /** characters of one cell */
  readonly cellLength: number;
  readonly columns: number;
  readonly rows: number;
};

/** Far above any election (the largest frames have about a million stations), far below what fills a machine. */
export const DEFAULT_LIMITS: ReadingLimits = {
  bytes: 4 * 1024 ** 3,
  ratio: 300,
  ratioAfterBytes: 16 * 1024 ** 2,
  spreadsheetBytes: 64 * 1024 ** 2,
  spreadsheetUnpackedBytes: 512 * 1024 ** 2,
  cellLength: 32_767,
  columns: 2_000,
  rows: 5_000_000,
};
