import vm from "node:vm";
import { describe, expect, it } from "vitest";
import { alphabetCharacters, alphabetOf, checkCharacter, isChecked, typedCode } from "../src/index.ts";
import { checkedCodeConstraint } from "../src/tally/conditions.ts";

describe("check characters (ISO/IEC 7064)", () => {
  it("agree with the standard's examples", () => {
    // MOD 11,10: the standard's own example; MOD 37,36: the Global Release Identifier's handbook.
    expect(checkCharacter("0794", "digits")).toBe("5");
    expect(checkCharacter("A12425GABC1234002", "alphanumeric")).toBe("M");
  });

  it.each(["digits", "alphanumeric"] as const)("notice every wrong character (%s)", (alphabet) => {
    const characters = alphabetCharacters(alphabet).split("");
    for (const code of ["17", "000123", "930281"]) {
      const whole = `${code}${checkCharacter(code, alphabet) ?? ""}`;
      expect(isChecked(whole, alphabet)).toBe(true);
      for (let i = 0; i < whole.length; i++) {
        for (const wrong of characters.filter((one) => one !== whole[i])) {
          expect(isChecked(whole.slice(0, i) + wrong + whole.slice(i + 1), alphabet)).toBe(false);
        }
      }
    }
  });

  it("notice nearly all neighbours that changed places", () => {
    let pairs = 0;
    let missed = 0;
    for (let n = 0; n < 10_000; n++) {
      const code = String(n).padStart(4, "0");
      const whole = `${code}${checkCharacter(code, "digits") ?? ""}`;
      for (let i = 0; i + 1 < whole.length; i++) {
        if (whole[i] === whole[i + 1]) continue;
        pairs++;
        const swapped = whole.slice(0, i) + whole[i + 1] + whole[i] + whole.slice(i + 2);
        if (isChecked(swapped, "digits")) missed++;
      }
    }
    expect(missed / pairs).toBeLessThan(0.025);
  });

  it("have no place for other characters, nor for an empty code", () => {
    expect(checkCharacter("", "digits")).toBeNull();
    expect(checkCharacter("12A", "digits")).toBeNull();
    expect(checkCharacter("é", "alphanumeric")).toBeNull();
    expect(isChecked("5", "digits")).toBe(false);
  });

  it("stand behind a code as it is typed", () => {
    expect(typedCode("São-01/ñ 7")).toBe("SAO01N7");
    expect(typedCode("１２")).toBe("12");
    expect(typedCode("—")).toBe("");
    expect(alphabetOf(["12", "0007"])).toBe("digits");
    expect(alphabetOf(["12", "7B"])).toBe("alphanumeric");
  });
});

describe("the constraint that a phone checks", () => {
  /** XPath's operators and ODK's functions as JavaScript's: enough for this one expression. */
  const holds = (constraint: string, value: string): boolean => {
    const script = constraint
      .replaceAll("(.,", "(typed,")
      .replaceAll(" mod ", " % ")
      .replaceAll(" and ", " && ")
      .replace(/ = 1$/, " === 1")
      .replaceAll(" &gt; ", " > ")
      .replace(/regex\(typed, '(.*?)'\)/, "/$1/.test(typed)")
      .replaceAll("string-length", "stringLength")
      .replaceAll("substring-before", "substringBefore");
    const functions = {
      typed: value,
      number: Number,
      concat: (...texts: string[]) => texts.join(""),
      substr: (text: string, from: number, to: number) => text.slice(from, to),
      stringLength: (text: string) => text.length,
      substringBefore: (text: string, mark: string) =>
        text.includes(mark) ? text.slice(0, text.indexOf(mark)) : "",
      translate: (text: string, from: string, to: string) =>
        text
          .split("")
          .map((one) => (from.includes(one) ? (to[from.indexOf(one)] ?? "") : one))
          .join(""),
    };
    return vm.runInNewContext(script, functions) === true;
  };

  it.each(["digits", "alphanumeric"] as const)("is the same as the server's (%s)", (alphabet) => {
    const constraint = checkedCodeConstraint(alphabet, 7);
    const codes = alphabet === "digits" ? ["1", "17", "0042", "1234567"] : ["A", "17B", "SAO01N", "ZZZZZZZ"];
    for (const code of codes) {
      for (const character of alphabetCharacters(alphabet)) {
        const typed = code + character;
        expect({ typed, holds: holds(constraint, typed) }).toEqual({
          typed,
          holds: isChecked(typed, alphabet),
        });
      }
    }
  });

  it("takes separators and small letters, and refuses what is too short, too long or another character", () => {
    const digits = checkedCodeConstraint("digits", 4);
    expect(holds(digits, "07-94 5")).toBe(true);
    expect(holds(digits, "1")).toBe(false);
    expect(holds(digits, "")).toBe(false);
    expect(holds(digits, `12345${checkCharacter("12345", "digits") ?? ""}`)).toBe(false);
    expect(holds(digits, "0794x5")).toBe(false);
    expect(holds(checkedCodeConstraint("alphanumeric", 17), "a12425-gabc1234002-m")).toBe(true);
  });
});
