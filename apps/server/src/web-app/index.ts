export { buildWebAppWhenStale } from "./build-when-stale.ts";
export { webAppRoutes } from "./routes.ts";
