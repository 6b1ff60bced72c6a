import { describe, expect, it } from "vitest";
import { DARK, LIGHT } from "../src/replay/page/style-tokens.ts";

type Rgb = readonly [number, number, number];

/** Linear light of the three channels. */
function linear(colour: string): Rgb {
  const channel = (from: number): number => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = linear(colour);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const times = (matrix: readonly Rgb[], [x, y, z]: Rgb): Rgb => {
  const [a = 0, b = 0, c = 0] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a, b, c];
};

/** Oklab of linear light (Ottosson 2020). */
function oklab(light: Rgb): Rgb {
  const [l, m, s] = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
  );
}

/** Colour vision: normal, and complete deficiencies by Machado, Oliveira & Fernandes (2009). */
const SIGHT: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
] as const)("colours of the %s page", (_, theme) => {
  it("keep text at 4.5 to 1 and lines and marks at 3 to 1", () => {
    for (const text of [theme.ink, theme.muted, theme.accent, theme.good, theme.bad]) {
      expect(contrast(text, theme.paper)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(theme.muted, theme.early)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.ink, theme.cautionPaper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.cautionLine, theme.paper)).toBeGreaterThanOrEqual(3);
    for (const choice of theme.choices) {
      expect(contrast(choice, theme.paper)).toBeGreaterThanOrEqual(3);
      expect(contrast(choice, theme.early)).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(Object.keys(SIGHT))("tell the eight choices apart with %s", (sight) => {
    const seen = theme.choices.map((colour) => {
      const [red, green, blue] = times(SIGHT[sight] ?? [], linear(colour));
      return oklab([Math.max(0, red), Math.max(0, green), Math.max(0, blue)]);
    });
    seen.forEach((one, i) => {
      for (const other of seen.slice(i + 1)) {
        const distance = Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
        // A just noticeable difference in Oklab is about 0.02.
        expect(distance).toBeGreaterThan(0.08);
      }
    });
  });
});
