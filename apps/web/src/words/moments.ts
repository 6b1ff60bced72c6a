import { useMemo } from "react";
import { useWords } from "./words.tsx";

/** Instants as the mission's clock shows them. */
export type Moments = {
  /** `21:40` */
  readonly time: (instant: number | string | Date) => string;
  /** `7 March 2027` */
  readonly day: (instant: number | string | Date) => string;
  /** `7 March, 21:40` */
  readonly dayAndTime: (instant: number | string | Date) => string;
  /** `2027-03-07` on the mission's own calendar. */
  readonly date: (instant: number) => string;
  /** A calendar day, `2027-03-07`, in words; it has no time zone. */
  readonly longDate: (day: string) => string;
  /** Milliseconds that the mission's clock is ahead of UTC at an instant. */
  readonly offset: (instant: number) => number;
  readonly zone: string;
};

/** Formats instants in a mission's time zone and the reader's language. */
export function useMoments(timeZone: string): Moments {
  const { language } = useWords();
  return useMemo(() => {
    const format = (options: Intl.DateTimeFormatOptions) => {
      const formatter = new Intl.DateTimeFormat(language, { timeZone, ...options });
      return (instant: number | string | Date) => formatter.format(new Date(instant));
    };
    return {
      time: format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
      day: format({ day: "numeric", month: "long", year: "numeric" }),
      dayAndTime: format({
        day: "numeric",
        month: "long",
        hour: "2-digit",
        minute: "2-digit",
        hourCycle: "h23",
      }),
      date: (instant) => new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }).format(instant),
      longDate: (day) =>
        new Intl.DateTimeFormat(language, { timeZone: "UTC", dateStyle: "full" }).format(Date.parse(day)),
      offset: (instant) => offsetAt(timeZone, instant),
      zone: zoneName(timeZone),
    };
  }, [language, timeZone]);
}

/** The place of a zone; where it has none its distance from UTC, as `Etc/GMT+5` says the opposite of what it means. */
function zoneName(timeZone: string): string {
  if (/^[A-Z][a-z]+\/[A-Z]/.test(timeZone) && !timeZone.startsWith("Etc/"))
    return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(0);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
  return name.replace("GMT", "UTC").replace("-", "−");
}

/** A country by its name; `null` for a code that is no country's, as of a fictional one. */
export function countryName(code: string, language: string): string | null {
  return new Intl.DisplayNames([language], { type: "region", fallback: "none" }).of(code) === undefined ||
    /^(ZZ|X[A-Z]|Q[M-Z])$/.test(code)
    ? null
    : (new Intl.DisplayNames([language], { type: "region" }).of(code) ?? null);
}

function offsetAt(timeZone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return local - Math.floor(instant / 60_000) * 60_000;
}

/** A name in the reader's language, else in the first that it has. */
export function nameIn(name: Readonly<Partial<Record<string, string>>>, language: string): string {
  return name[language] ?? Object.values(name).find((one) => one !== undefined) ?? "";
}
