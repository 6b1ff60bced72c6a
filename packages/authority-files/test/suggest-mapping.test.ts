import { describe, expect, it } from "vitest";
import { suggestMapping } from "../src/index.ts";
import { byUse } from "./suggestions-by-use.ts";

/** A table of invented stations: texts stay, `#` is a number of the line, a number a count around it. */
function rowsFor(kinds: readonly (string | number)[], lines = 60): string[][] {
  return Array.from({ length: lines }, (_, i) =>
    kinds.map((kind, j) =>
      kind === "#"
        ? String(i + 1)
        : typeof kind === "number"
          ? String(kind + ((i * (j + 3)) % 7))
          : `${kind} ${i % 4}`,
    ),
  );
}

describe("headings of the region in other languages", () => {
  it("Portuguese", () => {
    const columns = [
      "UF",
      "Município",
      "Nr. Seção",
      "Local de votação",
      "Eleitores aptos",
      "Comparecimento",
      "Silva",
      "Souza",
      "Votos em branco",
      "Votos nulos",
    ];
    const found = suggestMapping(columns, rowsFor(["A", "B", "#", "C", 400, 300, 150, 120, 3, 4]), "results");
    expect(byUse(found)).toEqual({
      area: ["UF?", "Município?"],
      station: ["Nr. Seção"],
      centre: ["Local de votação?"],
      registered: ["Eleitores aptos"],
      other: ["Comparecimento?"],
      choice: ["Silva?", "Souza?"],
      blank: ["Votos em branco"],
      null: ["Votos nulos"],
    });
    expect(found.missing).toEqual(["total"]);
  });

  it("French, where voters are not a total and expressed votes are not all", () => {
    const columns = [
      "Département",
      "Commune",
      "Bureau de vote",
      "Inscrits",
      "Votants",
      "Bulletins blancs",
      "Bulletins nuls",
      "Exprimés",
      "Dupont",
      "Durand",
    ];
    const found = suggestMapping(columns, rowsFor(["A", "B", "#", 500, 300, 5, 6, 280, 150, 90]), "results");
    expect(byUse(found)).toEqual({
      area: ["Département?", "Commune?"],
      station: ["Bureau de vote"],
      registered: ["Inscrits"],
      other: ["Votants?", "Exprimés?"],
      blank: ["Bulletins blancs"],
      null: ["Bulletins nuls"],
      choice: ["Dupont?", "Durand?"],
    });
  });

  it("English; a total to which the parts do not add up is unsure", () => {
    const columns = [
      "Constituency",
      "Polling Station",
      "Registered Voters",
      "Brown",
      "Green",
      "Rejected",
      "Total votes cast",
    ];
    const rows = rowsFor(["A", "#", 400, 120, 130, 3, 900]);
    expect(byUse(suggestMapping(columns, rows, "results"))).toEqual({
      area: ["Constituency?"],
      station: ["Polling Station"],
      registered: ["Registered Voters"],
      choice: ["Brown?", "Green?"],
      null: ["Rejected"],
      total: ["Total votes cast??"],
    });
    const sums = rows.map((row) => [
      ...row.slice(0, 6),
      String(Number(row[3]) + Number(row[4]) + Number(row[5])),
    ]);
    const sound = byUse(suggestMapping(columns, sums, "results"));
    expect([sound["choice"], sound["total"]]).toEqual([["Brown", "Green"], ["Total votes cast"]]);
  });

  it("Spanish with ballots received and left over, and challenged votes", () => {
    const columns = [
      "Depto. Provincia",
      "CÓDIGO MESA",
      "Cédulas recibidas",
      "Cédulas no utilizadas",
      "Garza",
      "Río",
      "VOTOS EN BLANCO",
      "Votos impugnados",
    ];
    expect(
      byUse(suggestMapping(columns, rowsFor(["A", "#", 300, 20, 100, 90, 3, 1]), "results")),
    ).toMatchObject({
      station: ["CÓDIGO MESA"],
      ballotsReceived: ["Cédulas recibidas"],
      unused: ["Cédulas no utilizadas"],
      challenged: ["Votos impugnados"],
      choice: ["Garza?", "Río?"],
    });
  });
});

describe("what is not known is not guessed", () => {
  it("without a station column there is no mapping", () => {
    const found = suggestMapping(["foo", "bar"], rowsFor(["#", 5]), "results");
    expect([found.mapping, found.missing[0]]).toEqual([null, "station"]);
  });

  it("a station number that repeats in each department is joined with it; one that repeats anyway is unsure", () => {
    const rows = rowsFor(["D", "#"]).flatMap(([, mesa = ""]) => [
      ["Norte", mesa],
      ["Sur", mesa],
    ]);
    expect(suggestMapping(["departamento", "mesa"], rows, "frame").mapping?.station).toEqual({
      columns: ["departamento", "mesa"],
      separator: "-",
    });
    const twice = suggestMapping(["departamento", "mesa"], [...rows, ...rows], "frame");
    expect(twice.columns[1]).toEqual({
      column: "mesa",
      use: "station",
      certainty: "unsure",
      reason: "not-unique",
    });
  });
});
