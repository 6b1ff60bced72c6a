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

export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: ValueOf<Specs[Name]>;
};

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
  if (files === 1 && file === undefined && !given.has("help"))
    throw new Problem("usage", "problems.file-missing");
  const unexpected = files === 0 ? file : extra;
  if (unexpected !== undefined)
    throw new Problem("usage", "problems.unexpected-argument", { argument: unexpected });
  const values = Object.fromEntries(
    Object.entries(all).map(([name, spec]) => [name, readValue(name, spec, given.get(name))]),
  );
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
    const { name, option, value, spec } = splitOption(arg === "-h" ? "--help" : arg, specs);
    if (spec.kind === "flag") {
      if (value !== null) throw new Problem("usage", "problems.option-takes-no-value", { option });
      given.set(name, "");
      continue;
    }
    if (given.has(name)) throw new Problem("usage", "problems.option-twice", { option });
    given.set(name, value === null ? followingValue(option, args[++i]) : someValue(option, value));
  }
  return { given, others };
}

/** Splits `--name=value`; `value` is null where it stands apart. An option that is not declared is a problem. */
function splitOption(arg: string, specs: OptionSpecs) {
  const equals = arg.indexOf("=");
  const option = equals < 0 ? arg : arg.slice(0, equals);
  const name = option.slice(2);
  const spec = option.startsWith("--") && Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) {
    const known = Object.keys(specs)
      .map((one) => `--${one}`)
      .join(", ");
    throw new Problem("usage", "problems.unknown-option", { option, known });
  }
  return { name, option, value: equals < 0 ? null : arg.slice(equals + 1), spec };
}

/** A value that begins with two hyphens is written --name=value; standing apart it is the next option. */
function followingValue(option: string, next: string | undefined): string {
  return someValue(option, next?.startsWith("--") ? "" : (next ?? ""));
}

function someValue(option: string, value: string): string {
  if (value.trim() === "") throw new Problem("usage", "problems.option-needs-value", { option });
  return value;
}

function readValue(name: string, spec: OptionSpec, given: string | undefined) {
  const option = `--${name}`;
  if (spec.kind === "flag") return given !== undefined;
  if (given === undefined) return undefined;
  if (spec.kind === "list") {
    const items = given.split(",").map((item) => item.trim());
    const wrong = items.find((item, i) => item === "" || items.indexOf(item) !== i);
    if (wrong !== undefined)
      throw new Problem("usage", "problems.list-not-distinct", { option, value: given });
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
    throw new Problem("usage", "problems.option-unknown-word", {
      option,
      value: given,
      known: spec.oneOf.join(", "),
    });
  }
  return given;
}

/** The value of an option that the command cannot do without. */
export function required<Value>(name: string, value: Value | undefined): Value {
  if (value === undefined) throw new Problem("usage", "problems.option-missing", { option: `--${name}` });
  return value;
}
