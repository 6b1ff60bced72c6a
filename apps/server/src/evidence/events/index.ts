export { eventRoutes } from "./events-routes.ts";
export { listenToNews, newsOf } from "./news.ts";
