export type { SeededRandom } from "./seeded-random.ts";
export { seededRandom, xoshiro128StarStar } from "./seeded-random.ts";
