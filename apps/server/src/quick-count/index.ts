export { keepQuickCount, untilTakesAreMade } from "./keeper.ts";
export { takeById as storedTake } from "./store.ts";
