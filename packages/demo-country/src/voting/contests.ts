import type { Contest } from "@veedor/domain";
import { defineContest } from "@veedor/domain";
import type { ElectionName } from "./place-effects.ts";
import { standing } from "./preferences.ts";

/** The presidential contest: the standing movements, blank, null and the total, as the sheet prints them. */
export function makeContest(election: ElectionName): Contest {
  return defineContest({
    code: election === "current" ? "presidencia-2027" : "presidencia-2022",
    name: "Presidencia de la República",
    lines: [
      ...standing(election).map(({ code, name }) => ({ code, name, role: "choice" })),
      { code: "blank", name: "Votos en blanco", role: "blank" },
      { code: "null", name: "Votos nulos", role: "null" },
      { code: "total", name: "Total de votos", role: "total" },
    ],
  });
}
