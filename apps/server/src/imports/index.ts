export type { Importer, ImportRequest, Incoming, Told } from "./importer.ts";
export { folded } from "./reading/folded.ts";
export type { FrameHead } from "./reading/messages.ts";
export { importBackground, importRoutes } from "./routes.ts";
