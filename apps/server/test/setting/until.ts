import { setTimeout as wait } from "node:timers/promises";

/** Asks again and again until there is an answer, for as long as a test may wait. */
export async function until<T>(ask: () => Promise<T | null>, milliseconds = 10_000): Promise<T> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new Error("it did not come");
    await wait(25);
  }
}
