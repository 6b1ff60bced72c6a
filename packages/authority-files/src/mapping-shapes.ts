/** What can be wrong at a place of a mapping; the message `import.mapping-invalid` has a sentence for each. */
export type MappingFault =
  | "notJson"
  | "missing"
  | "unknownKey"
  | "notText"
  | "notWholeNumber"
  | "notOneOf"
  | "notList"
  | "notObject"
  | "notErrorCheck"
  | "badCode"
  | "duplicateLine"
  | "unknownRole"
  | "noChoiceLine";

/** A check of one JSON value: calls `fail` with what is wrong there. */
export type Shape = (value: unknown, path: string, fail: Fail) => void;
export type Fail = (path: string, fault: MappingFault, expected?: string) => never;

/** Text that is not empty. */
export const text: Shape = (value, path, fail) => {
  if (typeof value !== "string" || value === "") fail(path, "notText");
};
export const anyText: Shape = (value, path, fail) => {
  if (typeof value !== "string") fail(path, "notText");
};
/** A whole number from the lowest one. */
export const count =
  (low: number): Shape =>
  (value, path, fail) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < low)
      fail(path, "notWholeNumber", String(low));
  };
export const oneOf =
  (words: readonly string[]): Shape =>
  (value, path, fail) => {
    if (!words.some((word) => word === value)) {
      fail(path, "notOneOf", words.map((word) => JSON.stringify(word)).join(", "));
    }
  };
/** A list of at least `least` entries. */
export const listOf =
  (item: Shape, least = 0): Shape =>
  (value, path, fail) => {
    if (!Array.isArray(value) || value.length < least) {
      fail(path, "notList", String(least));
      return;
    }
    value.forEach((one, i) => {
      item(one, `${path}[${i}]`, fail);
    });
  };
/** An object with any keys, each of which says what its value must be. */
export const entriesOf =
  (shapeOf: (key: string) => Shape): Shape =>
  (value, path, fail) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      fail(path, "notObject");
      return;
    }
    for (const [key, one] of Object.entries(value)) shapeOf(key)(one, `${path}.${key}`, fail);
  };
/** An object with these keys and no others. */
export const object =
  (required: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape =>
  (value, path, fail) => {
    const all = new Map(Object.entries({ ...required, ...optional }));
    const isUnknown: Shape = (_, at, tell) => tell(at, "unknownKey", [...all.keys()].join(", "));
    const given = new Set<string>();
    entriesOf((key) => {
      given.add(key);
      return all.get(key) ?? isUnknown;
    })(value, path, fail);
    for (const key of Object.keys(required)) if (!given.has(key)) fail(`${path}.${key}`, "missing");
  };
