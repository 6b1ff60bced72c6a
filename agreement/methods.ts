// Which methods of ours answer which folders of references.
import { compareBravo } from "./methods/bravo.ts";
import { compareMacro } from "./methods/macro.ts";
import { compareShangrla } from "./methods/shangrla.ts";
import { compareSuperSimple } from "./methods/super-simple.ts";
import type { ReferenceFolder } from "./reference-folder.ts";
import type { Tally } from "./tally.ts";

/** Reads all cases of one method's folder and tells the tally ours and the reference's values. */
export type CompareMethod = (folder: ReferenceFolder, method: string, tally: Tally) => void;

/** By the name of the folder. A folder that is not here is named as not covered. */
export const METHODS: Readonly<Record<string, CompareMethod>> = {
  "rla-bravo-arlo": compareBravo,
  "rla-macro-arlo": compareMacro,
  "rla-shangrla": compareShangrla,
  "rla-supersimple-arlo": compareSuperSimple,
};
