import { parseArgs } from "node:util";
import { Problem } from "./problem.ts";

/** One option of a command: its kind of value, and for texts the words of a closed list. */
export type OptionSpec =
  | { readonly kind: "flag" }
  | { readonly kind: "text"; readonly oneOf?: readonly string[] }
  | { readonly kind: "list" }
  | { readonly kind: "number"; readonly from: number; readonly to: number; readonly whole?: boolean };

export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

type ValueOf<Spec extends OptionSpec> = Spec extends { kind: "flag" }
  ? boolean
  : Spec extends { kind: "list" }
    ? readonly string[] | undefined
    : Spec extends { kind: "number" }
      ? number | undefined
      : Spec extends { oneOf: readonly (infer Word)[] }
        ? Word | undefined
        : string | undefined;

export type OptionValues<Specs extends OptionSpecs> = { readonly [Name in keyof Specs]: ValueOf<Specs[Name]> };

/** Options that every command takes. */
export const COMMON_OPTIONS = {
  help: { kind: "flag" },
  json: { kind: "flag" },
  lang: { kind: "text" },
} as const satisfies OptionSpecs;

/**
 * Reads a command's arguments strictly: unknown options, missing values, words outside a list and numbers outside
 * their range are usage problems that name the option and what it takes.
 *
 * @param files how many file arguments the command takes
 */
export function readOptions<const Specs extends OptionSpecs>(
  args: readonly string[],
  specs: Specs,
  files: 0 | 1,
): { readonly values: OptionValues<Specs & typeof COMMON_OPTIONS>; readonly file: string } {
  const all: OptionSpecs = { ...COMMON_OPTIONS, ...specs };
  const parsed = parse(args, all);
  const [file, extra] = parsed.positionals;
  if (files === 1 && file === undefined && parsed.values["help"] !== true) throw new Problem("usage", "problems.file-missing");
  const unexpected = files === 0 ? file : extra;
  if (unexpected !== undefined) throw new Problem("usage", "problems.unexpected-argument", { argument: unexpected });
  const values = Object.fromEntries(
    Object.entries(all).map(([name, spec]) => [name, readValue(name, spec, parsed.values[name])]),
  );
  return { values: values as OptionValues<Specs & typeof COMMON_OPTIONS>, file: file ?? "" };
}

function parse(args: readonly string[], specs: OptionSpecs) {
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, { type: spec.kind === "flag" ? "boolean" : "string" } as const]),
  );
  const known = new Set(Object.keys(specs));
  for (const arg of args) {
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name !== undefined && !known.has(name)) {
      throw new Problem("usage", "problems.unknown-option", { option: `--${name}`, known: [...known].map((one) => `--${one}`).join(", ") });
    }
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const option = /--[a-z-]+/.exec(detail)?.[0] ?? detail;
    throw new Problem("usage", "problems.option-needs-value", { option });
  }
}

function readValue(name: string, spec: OptionSpec, given: string | boolean | undefined) {
  const option = `--${name}`;
  if (spec.kind === "flag") return given === true;
  if (typeof given !== "string") return undefined;
  if (given.trim() === "") throw new Problem("usage", "problems.option-needs-value", { option });
  if (spec.kind === "list") return given.split(",").map((item) => item.trim());
  if (spec.kind === "number") {
    const value = Number(given);
    const fits = value >= spec.from && value <= spec.to && (!spec.whole || Number.isInteger(value));
    if (!fits) {
      const key = spec.whole ? "problems.option-not-a-count" : "problems.option-out-of-range";
      throw new Problem("usage", key, { option, value: given, from: spec.from, to: spec.to });
    }
    return value;
  }
  if (spec.oneOf && !spec.oneOf.includes(given)) {
    throw new Problem("usage", "problems.option-unknown-word", { option, value: given, known: spec.oneOf.join(", ") });
  }
  return given;
}

/** The value of an option that the command cannot do without. */
export function required<Value>(name: string, value: Value | undefined): Value {
  if (value === undefined) throw new Problem("usage", "problems.option-missing", { option: `--${name}` });
  return value;
}
