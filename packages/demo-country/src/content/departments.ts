import type { Department } from "./department.ts";
import { COASTS } from "./departments-of-the-coasts.ts";
import { HIGHLANDS } from "./departments-of-the-highlands.ts";
import { LOWLANDS } from "./departments-of-the-lowlands.ts";

/** The twelve departments, by code. */
export const DEPARTMENTS: readonly Department[] = [...HIGHLANDS, ...COASTS, ...LOWLANDS];

/** Voters abroad: not a department by law, but a part of the frame of its own. Consulates by wide regions. */
export const ABROAD = {
  code: "90",
  name: "Exterior",
  weight: 0.6,
  turnout: 0.36,
  municipalities: [
    "Consulado en Norteamérica Este",
    "Consulado en Norteamérica Oeste",
    "Consulado en Península Ibérica",
    "Consulado en Cono Sur",
    "Consulado en Antillas",
  ],
} as const;

/** The department that loses power, and for how long, on the evening of the election. */
export const POWER_CUT = { department: "06", from: "19:30", to: "21:00" } as const;

/** The department with stations of implausible turnout, and the movement that they favour. */
export const IMPLAUSIBLE_TURNOUT = {
  department: "09",
  favours: "molino",
  municipalities: 2,
  stations: 36,
} as const;
