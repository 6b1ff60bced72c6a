// Which methods of ours answer which folders of references.
import { compareBravo } from "./methods/bravo.ts";
import { compareDecision } from "./methods/decision.ts";
import { compareDesign } from "./methods/design.ts";
import { compareDomains } from "./methods/domains.ts";
import { compareDigits } from "./methods/forensics-digits.ts";
import { compareDuplicates } from "./methods/forensics-duplicates.ts";
import { compareFingerprint } from "./methods/forensics-fingerprint.ts";
import { compareIntegerPercent } from "./methods/forensics-integer-percent.ts";
import { compareKlimek } from "./methods/forensics-klimek.ts";
import { compareOutliers } from "./methods/forensics-outliers.ts";
import { comparePublishedForensics, compareShpilkin } from "./methods/forensics-shpilkin.ts";
import { compareLonelyStrata } from "./methods/lonely-strata.ts";
import { compareMacro } from "./methods/macro.ts";
import { comparePartialArrivals } from "./methods/partial-arrivals.ts";
import { compareRatios } from "./methods/ratios.ts";
import { compareShangrla } from "./methods/shangrla.ts";
import { compareSuperSimple } from "./methods/super-simple.ts";
import type { ReferenceFolder } from "./reference-folder.ts";
import type { Tally } from "./tally.ts";

/** Reads all cases of one method's folder and tells the tally ours and the reference's values. */
export type CompareMethod = (folder: ReferenceFolder, method: string, tally: Tally) => void;

/** By the name of the folder. A folder that is not here is named as not covered. */
export const METHODS: Readonly<Record<string, CompareMethod>> = {
  "qc-decision": compareDecision,
  "qc-design": compareDesign,
  "qc-domains-calibration": compareDomains,
  "qc-lonely-psu": compareLonelyStrata,
  "qc-partial-arrivals": comparePartialArrivals,
  "qc-ratio-srs": compareRatios,
  "qc-ratio-stratified": compareRatios,
  "forensics-digits": compareDigits,
  "forensics-duplicates": compareDuplicates,
  "forensics-fingerprint": compareFingerprint,
  "forensics-integer-percent": compareIntegerPercent,
  "forensics-klimek": compareKlimek,
  "forensics-outliers": compareOutliers,
  "forensics-published": comparePublishedForensics,
  "forensics-shpilkin": compareShpilkin,
  "rla-bravo-arlo": compareBravo,
  "rla-macro-arlo": compareMacro,
  "rla-shangrla": compareShangrla,
  "rla-supersimple-arlo": compareSuperSimple,
};
