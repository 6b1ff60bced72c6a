import { messagesIn } from "@veedor/messages";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactPercent } from "../src/terminal/exact-percent.ts";
import { printedTable } from "../src/terminal/table.ts";
import { languageFor } from "../src/terminal/terminal.ts";

describe("a printed table", () => {
  it("sets names to the left and figures to the right", () => {
    const table = printedTable(
      [{ heading: "estrato" }, { heading: "N_h", figures: true }],
      [
        ["Ñuble", "7"],
        ["Sur", "1.204"],
      ],
    );
    expect(table.split("\n")).toEqual([
      "estrato    N_h",
      "-------  -----",
      "Ñuble        7",
      "Sur      1.204",
    ]);
  });

  it("keeps columns under one another, whatever the letters", () => {
    const cell = fc.stringMatching(/^[a-zñçé日😀0-9]{0,12}$/u);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 6 }), (rows) => {
        const lines = printedTable([{ heading: "opción" }, { heading: "votos", figures: true }], rows).split(
          "\n",
        );
        const rule = lines[1] ?? "";
        expect(lines).toHaveLength(rows.length + 2);
        rows.forEach(([name, figure], i) => {
          const line = Array.from(lines[i + 2] ?? "");
          expect(line.slice(0, Array.from(name).length).join("")).toBe(name);
          if (figure !== "") expect(line.slice(-Array.from(figure).length).join("")).toBe(figure);
          if (figure !== "") expect(line).toHaveLength(rule.length);
        });
      }),
    );
  });
});

describe("a fraction that was written", () => {
  it.each([
    [0.95, "95%", "95 %"],
    [0.9, "90%", "90 %"],
    [0.999, "99.9%", "99,9 %"],
    [0.999999, "99.9999%", "99,9999 %"],
    [0.925, "92.5%", "92,5 %"],
    [1, "100%", "100 %"],
  ])("%f keeps its digits", (fraction, english, spanish) => {
    expect(exactPercent(fraction, messagesIn("en"))).toBe(english);
    expect(exactPercent(fraction, messagesIn("es")).replaceAll("\u00a0", " ")).toBe(spanish);
  });
});

describe("the language of the terminal", () => {
  it.each([
    [[], {}, "en"],
    [["--lang", "pt-BR"], {}, "pt"],
    [["estimate", "--lang=fr"], { LANG: "es_MX" }, "fr"],
    [[], { LC_MESSAGES: "pt_BR.UTF-8", LANG: "es_MX.UTF-8" }, "pt"],
    [[], { VEEDOR_LANG: "", LANG: "es" }, "es"],
    [[], { LANG: "estonian" }, "en"],
  ] as const)("%j with %j is %s", (args, environment, language) => {
    expect(languageFor(args, environment)).toBe(language);
  });
});
