import type { Messages } from "@veedor/messages";

/** Numbers and times as the page writes them, in the message language and the mission's time zone. */
export type PageFormat = {
  /** A fraction of 1 as percentage, one decimal unless said otherwise. */
  readonly percent: (fraction: number, decimals?: number) => string;
  /** A fraction of 1 in points, without sign or unit. */
  readonly points: (fraction: number, decimals?: number) => string;
  /** A fraction of 1 in points with its sign. */
  readonly signedPoints: (fraction: number, decimals?: number) => string;
  /** "12.3 – 14.5 %", cut to what a share can be. */
  readonly interval: (of: { readonly low: number; readonly high: number }, decimals?: number) => string;
  /** The same for a difference, which may be negative. */
  readonly differenceInterval: (
    of: { readonly low: number; readonly high: number },
    decimals?: number,
  ) => string;
  /** A probability: never written as 0 or 100 %. */
  readonly probability: (fraction: number) => string;
  readonly count: (value: number) => string;
  readonly decimal: (value: number, decimals: number) => string;
  readonly time: (at: number) => string;
  readonly day: (at: number) => string;
  readonly shortDay: (at: number) => string;
  /** The mission's time zone by its place, or where it has none by its distance from UTC. */
  readonly zone: string;
  readonly list: (words: readonly string[]) => string;
};

/** Probabilities nearer than this to 0 or 1 are given as "under" or "over". */
const NEARLY_CERTAIN = 0.999;

export function pageFormat(messages: Messages, timeZone: string): PageFormat {
  const { language } = messages;
  const fixed = (value: number, decimals: number, signed = false): string =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: signed ? "exceptZero" : "negative",
    })
      .format(value)
      .replace("-", "−");
  const time = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(language, { timeZone, dateStyle: "long" });
  const shortDay = new Intl.DateTimeFormat(language, { timeZone, day: "numeric", month: "short" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const percent = (fraction: number, decimals = 1): string =>
    messages.percent(fraction, decimals).replace("-", "−");
  const cut = (fraction: number): number => Math.min(1, Math.max(0, fraction));
  return {
    percent,
    points: (fraction, decimals = 1) => fixed(Math.abs(fraction) * 100, decimals),
    signedPoints: (fraction, decimals = 1) => fixed(fraction * 100, decimals, true),
    interval: ({ low, high }, decimals = 1) =>
      `${fixed(cut(low) * 100, decimals)} – ${percent(cut(high), decimals)}`,
    differenceInterval: ({ low, high }, decimals = 1) =>
      `${fixed(low * 100, decimals, true)} – ${fixed(high * 100, decimals, true)}`,
    probability: (fraction) => {
      if (fraction > NEARLY_CERTAIN)
        return messages.text("replay.page-more-than", { value: percent(NEARLY_CERTAIN) });
      if (fraction < 1 - NEARLY_CERTAIN) {
        return messages.text("replay.page-less-than", { value: percent(1 - NEARLY_CERTAIN) });
      }
      return percent(fraction);
    },
    count: (value) => messages.number(value),
    decimal: fixed,
    time: (at) => time.format(at),
    day: (at) => day.format(at),
    shortDay: (at) => shortDay.format(at),
    zone:
      /^[A-Z][a-z]+\/[A-Z]/.test(timeZone) && !timeZone.startsWith("Etc/")
        ? timeZone
        : distanceFromUtc(timeZone),
    list: (words) => list.format(words),
  };
}

/** `UTC−05:00`; the names of such zones (`Etc/GMT+5`) say the opposite of what they mean. */
function distanceFromUtc(timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(0);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
  return name.replace("GMT", "UTC").replace("-", "−");
}
