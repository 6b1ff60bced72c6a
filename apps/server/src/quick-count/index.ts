export type { Evening } from "./evening.ts";
export { readEvening } from "./evening.ts";
export { keepQuickCount, untilTakesAreMade } from "./keeper.ts";
export { hashOfTake, plainTake } from "./making.ts";
export type { StoredTake } from "./store.ts";
export { takeById as storedTake } from "./store.ts";
