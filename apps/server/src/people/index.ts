export { createPerson } from "./accounts/accounts.ts";
export { makeSetupLink } from "./accounts/links.ts";
export { addMember, giveRoleWithin } from "./accounts/members.ts";
export { createDevice, type DeviceActor, deviceByBasic, deviceByToken } from "./devices/devices.ts";
export { openKeys } from "./keys/key-adoption.ts";
export type { KeyFile } from "./keys/key-file.ts";
export { sealForServer, unsealForServer } from "./keys/server-secrets.ts";
export { keepKeysForgotten, settleKeys } from "./personal/key-keeper.ts";
export { actorOf, beginSession, requireFreshSignIn } from "./sign-in/sessions.ts";
