import { useMemo } from "react";
import { useWords, type Words } from "../words/words.tsx";

type Bounds = { readonly low: number; readonly high: number };

/** Fractions, points and probabilities as the reader's language writes them. */
export type Figures = {
  readonly percent: (fraction: number, decimals?: number) => string;
  /** A fraction of 1 in points, without sign. */
  readonly points: (fraction: number, decimals?: number) => string;
  readonly signedPoints: (fraction: number, decimals?: number) => string;
  /** `37.4 – 39.8 %`, cut to what a share can be. */
  readonly interval: (low: number, high: number, decimals?: number) => string;
  readonly differenceInterval: (of: Bounds, decimals?: number) => string;
  /** A probability: never 0 or 100 %, as the model's own error is larger than what is left. */
  readonly probability: (fraction: number) => string;
  readonly count: (value: number) => string;
  readonly decimal: (value: number, decimals: number) => string;
  readonly list: (words: readonly string[]) => string;
};

const NEARLY_CERTAIN = 0.999;

function figuresIn({ language, text, percent: plainPercent, number }: Words): Figures {
  const fixed = (value: number, decimals: number, signed = false): string =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? "exceptZero" : "negative",
    })
      .format(value)
      .replace("-", "−");
  const percent = (fraction: number, decimals = 1) => plainPercent(fraction, decimals).replace("-", "−");
  const cut = (fraction: number): number => Math.min(1, Math.max(0, fraction));
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    percent,
    points: (fraction, decimals = 1) => fixed(Math.abs(fraction) * 100, decimals),
    signedPoints: (fraction, decimals = 1) => fixed(fraction * 100, decimals, true),
    interval: (low, high, decimals = 1) =>
      `${fixed(cut(low) * 100, decimals)} – ${percent(cut(high), decimals)}`,
    differenceInterval: ({ low, high }, decimals = 1) =>
      `${fixed(low * 100, decimals, true)} – ${fixed(high * 100, decimals, true)}`,
    probability: (fraction) => {
      if (fraction > NEARLY_CERTAIN) return text("replay.page-more-than", { value: percent(NEARLY_CERTAIN) });
      if (fraction < 1 - NEARLY_CERTAIN)
        return text("replay.page-less-than", { value: percent(1 - NEARLY_CERTAIN) });
      return percent(fraction);
    },
    count: (value) => number(value),
    decimal: fixed,
    list: (words) => list.format(words),
  };
}

export function useFigures(): Figures {
  const words = useWords();
  return useMemo(() => figuresIn(words), [words]);
}
