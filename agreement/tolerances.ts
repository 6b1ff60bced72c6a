// How far a result may be from a reference's, read from the README beside the references.

/** What is compared, by the tolerance that it has. */
export type Quantity =
  | "share"
  | "error"
  | "degrees-of-freedom"
  | "probability"
  | "orthant"
  | "arlo-risk"
  | "resistant"
  | "mcd"
  | "size";

export type Tolerances = Readonly<Record<Quantity, number>>;

/** What holds where a README says nothing of a quantity. Exact is 0. */
const OTHERWISE: Tolerances = {
  share: 1e-12,
  error: 1e-9,
  "degrees-of-freedom": 0,
  probability: 1e-9,
  orthant: 1e-6,
  "arlo-risk": 1e-12,
  resistant: 1e-9,
  mcd: 1e-6,
  size: 0,
};

/** Where a quantity stands in the line that begins "Tolerances:". */
const WORDS: Readonly<Record<Quantity, RegExp>> = {
  share: /\bshares (exact|[\d.e-]+)/,
  error: /\bs\.e\. and covariances (exact|[\d.e-]+)/,
  "degrees-of-freedom": /\bdf (exact|[\d.e-]+)/,
  probability: /\bp-values and probabilities (exact|[\d.e-]+)/,
  orthant: /\bqc-decision` with 4 or more options (exact|[\d.e-]+)/,
  "arlo-risk": /\bArlo risks (exact|[\d.e-]+)/,
  resistant: /\bmedcouple\/Qn\/Sn (exact|[\d.e-]+)/,
  mcd: /\bDetMCD (exact|[\d.e-]+)/,
  size: /\bsizes (exact|[\d.e-]+)/,
};

/** Reads the tolerances of a README; `fromReadme` says which of them it gave. */
export function readTolerances(readme: string): { tolerances: Tolerances; fromReadme: Quantity[] } {
  const line = readme.split("\n").find((one) => one.startsWith("Tolerances:")) ?? "";
  const fromReadme: Quantity[] = [];
  const entries = (Object.keys(WORDS) as Quantity[]).map((quantity) => {
    const given = WORDS[quantity].exec(line)?.[1];
    if (given !== undefined) fromReadme.push(quantity);
    const value = given === undefined ? OTHERWISE[quantity] : given === "exact" ? 0 : Number(given);
    return [quantity, value] as const;
  });
  return { tolerances: Object.fromEntries(entries) as Record<Quantity, number>, fromReadme };
}
