export * from "./canonical-json.ts";
export * from "./fact.ts";
