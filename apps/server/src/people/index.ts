export { createPerson } from "./accounts.ts";
export { createDevice, type DeviceActor, deviceByBasic, deviceByToken } from "./devices.ts";
export { openKeys } from "./key-adoption.ts";
export type { KeyFile } from "./key-file.ts";
export { addMember } from "./members.ts";
export { sealForServer, unsealForServer } from "./server-secrets.ts";
export { actorOf, beginSession, requireFreshSignIn } from "./sessions.ts";
