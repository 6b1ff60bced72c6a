export * from "./decision/index.ts";
export * from "./design/index.ts";
export * from "./distributions/index.ts";
export * from "./draw/index.ts";
export * from "./estimation/index.ts";
export * from "./random/index.ts";
export * from "./repeated-sampling/index.ts";
export * from "./statistics-error.ts";
