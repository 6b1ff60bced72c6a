export * from "./encoding.ts";
export * from "./file-problem.ts";
export * from "./limits.ts";
export * from "./numbers.ts";
export * from "./source.ts";
export * from "./table.ts";
export type { Delimiter } from "./table-shape.ts";
export type { Container } from "./unpacking.ts";
