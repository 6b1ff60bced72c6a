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
  const { given, others } = sortArguments(args, all);
  const [file, extra] = others;
  if (files === 1 && file === undefined && !given.has("help")) throw new Problem("usage", "problems.file-missing");
  const unexpected = files === 0 ? file : extra;
  if (unexpected !== undefined) throw new Problem("usage", "problems.unexpected-argument", { argument: unexpected });
  const values = Object.fromEntries(Object.entries(all).map(([name, spec]) => [name, readValue(name, spec, given.get(name))]));
  return { values: values as OptionValues<Specs & typeof COMMON_OPTIONS>, file: file ?? "" };
}

/**
 * Tells options (`--name value`, `--name=value`, `--flag`, `-h`) from files. Nothing is guessed: an option given
 * twice is refused, because either value could be the one that was meant.
 */
function sortArguments(args: readonly string[], specs: OptionSpecs) {
  const given = new Map<string, string>();
  const others: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (!arg.startsWith("-") || arg === "-") {
      others.push(arg);
      continue;
    }
    const written = arg === "-h" ? "--help" : arg;
    const equals = written.indexOf("=");
    const option = equals < 0 ? written : written.slice(0, equals);
    const name = option.slice(2);
    const spec = option.startsWith("--") && Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) {
      const known = Object.keys(specs).map((one) => `--${one}`).join(", ");
      throw new Problem("usage", "problems.unknown-option", { option, known });
    }
    if (given.has(name) && spec.kind !== "flag") throw new Problem("usage", "problems.option-twice", { option });
    if (spec.kind === "flag") {
      if (equals >= 0) throw new Problem("usage", "problems.option-takes-no-value", { option });
      given.set(name, "");
    } else {
      // A value that begins with two hyphens is written --name=value; alone it is the next option.
      const next = equals < 0 ? args[++i] : written.slice(equals + 1);
      const missing = next === undefined || next.trim() === "" || (equals < 0 && next.startsWith("--"));
      if (missing) throw new Problem("usage", "problems.option-needs-value", { option });
      given.set(name, next);
    }
  }
  return { given, others };
}

function readValue(name: string, spec: OptionSpec, given: string | undefined) {
  const option = `--${name}`;
  if (spec.kind === "flag") return given !== undefined;
  if (given === undefined) return undefined;
  if (spec.kind === "list") {
    const items = given.split(",").map((item) => item.trim());
    const wrong = items.find((item, i) => item === "" || items.indexOf(item) !== i);
    if (wrong !== undefined) throw new Problem("usage", "problems.list-not-distinct", { option, value: given });
    return items;
  }
  if (spec.kind === "number") {
    // Digits and a decimal point only: Number() would also take 0x10 and 1e3.
    const value = /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN;
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
