import type { DeskState } from "./use-desk.ts";

/** What the address of the desk may hold: the open report and what the list is narrowed down to. */
export type DeskSearch = {
  readonly report?: string;
  readonly state?: DeskState;
  readonly reason?: string;
  readonly search?: string;
};

/** Reads it; what cannot be is left out. */
export function deskSearch(search: Readonly<Record<string, unknown>>): DeskSearch {
  const { report, state, reason, search: words } = search;
  return {
    ...(typeof report === "string" && /^[0-9a-f-]{36}$/.test(report) ? { report } : {}),
    ...(state === "counted" || state === "set-aside" ? { state } : {}),
    ...(typeof reason === "string" && /^[a-z-]{1,60}$/.test(reason) ? { reason } : {}),
    ...(typeof words === "string" ? { search: words.slice(0, 200) } : {}),
  };
}
