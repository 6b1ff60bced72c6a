import { expect, it } from "vitest";
import type { Look, Take } from "../src/index.ts";
import { QuickCount } from "../src/index.ts";
import { CODES, FRAME, receive, start } from "./evening.ts";
import { CONTEST, designOf, planWith } from "./small-election.ts";

it("a quick count begun anew at each take, with the takes before, makes the same takes", () => {
  const through = start();
  const kept: Look[] = [];
  for (let take = 1; take <= 6; take++) {
    const inHand = CODES.slice(0, take * 5);
    receive(through, CODES.slice((take - 1) * 5, take * 5));
    const plan = planWith({});
    const anew = new QuickCount(plan, CONTEST, designOf(FRAME, plan, CODES), kept);
    receive(anew, inHand);
    const expected = through.take(take);
    const made = anew.take(take);
    expect(made).toEqual(expected);
    // As it comes back from where takes are kept.
    kept.push(JSON.parse(JSON.stringify(made)) as Take);
  }
  expect(kept.at(-1)).toMatchObject({ number: 6 });
});
