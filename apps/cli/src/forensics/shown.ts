import type { ExaminationRequest, WholeExamination } from "./examination.ts";
import type { StationColumns, StationsFile } from "./stations-file.ts";

/** What is shown, and how many stations of each list. */
export type Shown = {
  readonly stations: StationsFile;
  readonly request: ExaminationRequest;
  readonly found: WholeExamination;
  readonly columns: StationColumns;
  readonly shown: number;
};
