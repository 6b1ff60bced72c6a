export * from "./statistics-error.ts";
