import type { ChartSize } from "./chart-frame.ts";
import type { PageContext } from "./page-context.ts";

/** What the time axis shows: the day, and the mission's time zone where there is room for it. */
export function clockLabel({ record, format, messages }: PageContext, size: ChartSize): string {
  const day = format.day(record.takes[0]?.at ?? 0);
  if (size.name === "narrow") return messages.text("replay.page-axis-time-short", { day });
  return messages.text("replay.page-axis-time", { day, zone: format.zone });
}
