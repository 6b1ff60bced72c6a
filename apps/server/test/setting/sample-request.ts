import { randomBytes } from "node:crypto";

/** As much of JSON Schema as OpenAPI documents of this server use. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
};

const FORMATS: Readonly<Record<string, () => string>> = {
  uuid: () => "0190f5a2-7c00-7000-8000-000000000001",
  email: () => `${randomBytes(6).toString("hex")}@example.org`,
  date: () => "2026-10-04",
  "date-time": () => "2026-10-04T12:00:00Z",
  time: () => "12:00:00",
};

/** Texts of which the first that fits a pattern is taken. */
const TEXTS = [
  "president",
  "PE",
  "es",
  "123456",
  "a".repeat(43),
  "2 5 5 1",
  "1",
  "0123456789abcdef".repeat(4),
  "0123456789abcdef".repeat(2),
  "2026-10-04",
  "image/png",
  "text",
];

/** A small value that a schema accepts; whole conditions between fields are not in a schema and may still refuse it. */
export function sampleOf(schema: JsonSchema): unknown {
  if ("const" in schema) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sampleOf(choice);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(sampleOf)) as unknown;
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  return typeof type === "string" ? (SAMPLES[type]?.(schema) ?? null) : null;
}

const SAMPLES: Readonly<Record<string, (schema: JsonSchema) => unknown>> = {
  object: objectOf,
  array: (schema) => schema.prefixItems?.map(sampleOf) ?? itemsOf(schema),
  string: textOf,
  integer: numberOf,
  number: numberOf,
  boolean: () => false,
};

function numberOf({ minimum = 0, exclusiveMinimum = -1 }: JsonSchema): number {
  return Math.max(minimum, exclusiveMinimum + 1);
}

function objectOf({ properties = {}, required = [] }: JsonSchema): object {
  return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
}

function itemsOf({ items, minItems = 0 }: JsonSchema): unknown[] {
  return Array.from({ length: minItems }, () => sampleOf(items ?? {}));
}

function textOf({ format = "", pattern, minLength = 0 }: JsonSchema): string {
  const made = FORMATS[format]?.();
  if (made !== undefined) return made;
  const fitting = TEXTS.find(
    (text) => text.length >= minLength && (pattern === undefined || new RegExp(pattern).test(text)),
  );
  return fitting ?? "text".padEnd(minLength, "x");
}
