import type { FormDefinition } from "./form-definition.ts";
import { WHOLE, XFormError } from "./xform-error.ts";

/** Types whose value is a file's name. */
const FILE_TYPES: ReadonlySet<string> = new Set(["binary"]);

/**
 * What every submission of a form is checked for, worked out once for a form.
 *
 * @property root `null` for an encrypted form: what phones send of it has a root of its own
 * @property numbers paths of whole numbers and of decimals
 * @property files paths whose value names a file that comes along
 */
export type FormChecks = {
  readonly root: string | null;
  readonly numbers: readonly { readonly path: string; readonly isWhole: boolean }[];
  readonly files: readonly string[];
};

/** Works out a form's checks. */
export function checksOf(definition: FormDefinition): FormChecks {
  const numbers: { readonly path: string; readonly isWhole: boolean }[] = [];
  const files: string[] = [];
  for (const [path, type] of definition.types) {
    if (type === "int" || type === "integer" || type === "decimal")
      numbers.push({ path, isWhole: type !== "decimal" });
    if (FILE_TYPES.has(type)) files.push(path);
  }
  return { root: definition.submission?.isEncrypted === true ? null : definition.root, numbers, files };
}

const WHOLE_NUMBER = /^[+-]?\d{1,18}$/;
const DECIMAL = /^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})(E[+-]?\d{1,3})?$/i;

/**
 * Holds an instance against its form: the root's name, and numbers that are numbers.
 *
 * @returns names of the files that belong to it
 * @throws {XFormError} `wrong-structure`, `not-a-number`
 */
export function checkInstance(
  checks: FormChecks,
  instance: { readonly root: string; readonly values: ReadonlyMap<string, readonly string[]> },
): string[] {
  if (checks.root !== null && instance.root !== checks.root)
    throw new XFormError("wrong-structure", WHOLE, instance.root);
  for (const { path, isWhole } of checks.numbers) {
    for (const value of instance.values.get(path) ?? []) {
      const text = value.trim();
      // Forms may be filled in part: an empty value is "not given".
      if (text !== "" && !(isWhole ? WHOLE_NUMBER : DECIMAL).test(text))
        throw new XFormError("not-a-number", WHOLE, path);
    }
  }
  return checks.files.flatMap((path) =>
    (instance.values.get(path) ?? []).map((name) => name.trim()).filter((name) => name !== ""),
  );
}
