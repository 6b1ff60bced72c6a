import type { temporaryFolder } from "./run-recording.ts";

/** Small files of a fictional mission: 40 stations in two departments. */
export function missionFiles(files: ReturnType<typeof temporaryFolder>) {
  const MISSION = files.write(
    "mission.json",
    JSON.stringify({
      code: "peru-2026",
      name: { es: "Misión de prueba", en: "Test mission" },
      country: "PE",
      languages: ["es", "en"],
      timeZone: "America/Lima",
      kind: "real",
    }),
  );
  const lines = [
    { code: "aguila", name: { es: "Águila" }, role: "choice" },
    { code: "bosque", name: { es: "Bosque" }, role: "choice" },
    { code: "blank", name: { es: "En blanco" }, role: "blank" },
    { code: "null", name: { es: "Nulos" }, role: "null" },
    { code: "total", name: { es: "Total" }, role: "total" },
  ];
  const ELECTIONS = files.write(
    "elections.json",
    JSON.stringify({
      elections: [
        {
          day: "2026-10-04",
          name: { es: "Primera vuelta" },
          round: "first",
          closesAt: "2026-10-04T17:00:00-05:00",
          contests: [
            {
              code: "president",
              name: { es: "Presidencia" },
              lines,
              decidingRule: { rule: "absolute-majority", of: "validVotes" },
            },
          ],
        },
      ],
    }),
  );
  const stations = Array.from({ length: 40 }, (_, i) => ({
    code: String(i + 1).padStart(3, "0"),
    department: i < 25 ? "Costa" : "Sierra",
  }));
  const FRAME = files.write(
    "mesas.csv",
    `mesa,departamento,inscritos\n${stations.map(({ code, department }) => `${code},${department},250`).join("\n")}\n`,
  );
  const FRAME_MAPPING = files.write(
    "frame-mapping.json",
    JSON.stringify({
      format: "veedor-mapping/1",
      purpose: "frame",
      station: { columns: ["mesa"], separator: "" },
      areas: [{ level: "department", from: { column: "departamento" } }],
      registered: "inscritos",
    }),
  );
  const RESULTS = files.write(
    "resultados.csv",
    `mesa,a,b,bl,nu,t\n${stations.map(({ code }, i) => `${code},${100 + i},${90 - i},3,2,195`).join("\n")}\n`,
  );
  const RESULTS_MAPPING = files.write(
    "results-mapping.json",
    JSON.stringify({
      format: "veedor-mapping/1",
      purpose: "results",
      station: { columns: ["mesa"], separator: "" },
      contest: {
        code: "president",
        lines: ["a", "b", "bl", "nu", "t"].map((column, i) => ({
          code: lines[i]?.code,
          role: lines[i]?.role,
          column,
        })),
      },
    }),
  );
  const PLAN = files.write(
    "plan.json",
    JSON.stringify({
      format: "veedor-analysis-plan/1",
      denominator: "validVotes",
      watch: ["department"],
      takes: { first: "2026-10-04T18:00:00-05:00", last: "2026-10-04T22:00:00-05:00" },
    }),
  );

  return { MISSION, ELECTIONS, FRAME, FRAME_MAPPING, RESULTS, RESULTS_MAPPING, PLAN };
}
