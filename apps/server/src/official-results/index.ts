export { officialResultsImporter } from "./results-importer.ts";
