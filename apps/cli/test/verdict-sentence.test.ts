import { LANGUAGES, type Language, messagesIn } from "@veedor/messages";
import type { Verdict } from "@veedor/quick-count";
import { describe, expect, it } from "vitest";
import { verdictSentence } from "../src/replay/verdict-sentence.ts";

const languages = Object.keys(LANGUAGES) as Language[];

/** Each verdict in each of its forms; a record by code, so that none is forgotten. */
const VERDICTS: { readonly [Code in Verdict["code"]]: readonly Extract<Verdict, { code: Code }>[] } = {
  "not-computable": (["no-reports", "one-station", "no-votes", "lonely-stratum"] as const).map((reason) => ({
    code: "not-computable",
    reason,
  })),
  "too-early": [{ code: "too-early", value: 0.4, threshold: 0.9 }],
  "group-too-early": [{ code: "group-too-early", group: "Norte", value: 0.4, threshold: 0.7 }],
  "arrival-differs": [-0.31, 0.31].map((difference) => ({
    code: "arrival-differs",
    group: "Norte",
    difference,
    threshold: 0.2,
  })),
  "arrival-not-compared": [{ code: "arrival-not-compared" }],
  "estimate-drifts": [-0.012, 0.012].map((projected) => ({
    code: "estimate-drifts",
    projected,
    probability: 0.001,
  })),
  "not-settled": [0.8, null].map((value) => ({ code: "not-settled", value, threshold: 1 / 3 })),
  "missing-could-change": [{ code: "missing-could-change", value: -0.01 }],
  "too-close-to-call": [0.93, null].map((probability) => ({
    code: "too-close-to-call",
    probability,
    threshold: 0.99,
  })),
  "can-be-trusted": [{ code: "can-be-trusted", first: "Sierra", probability: 0.9999 }],
};
const verdicts: readonly Verdict[] = Object.values(VERDICTS).flat();

describe.each(languages)("the verdict in one sentence, in %s", (language) => {
  const messages = messagesIn(language);

  it("says each of its forms in words of its own, and leaves no gap where a value should stand", () => {
    const sentences = verdicts.map((verdict) => verdictSentence(verdict, messages));
    expect(new Set(sentences).size).toBe(verdicts.length);
    for (const sentence of sentences) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      expect(sentence).not.toMatch(/ {2}| ,|undefined|NaN|null|[{}]/);
    }
  });

  it("never says that a probability is 100 %, nor that of a lead without a margin", () => {
    expect(verdictSentence({ code: "can-be-trusted", first: "x", probability: 1 }, messages)).toMatch(
      />\s?99[.,]9/,
    );
    const unknown = verdictSentence(
      { code: "too-close-to-call", probability: null, threshold: 0.99 },
      messages,
    );
    expect(unknown).not.toMatch(/\d/);
  });
});
