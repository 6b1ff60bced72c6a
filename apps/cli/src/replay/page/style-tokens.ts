/**
 * The page's colours. A test holds them to WCAG 2.2 AA: text 4.5 to 1 against paper, lines and marks 3 to 1.
 *
 * The eight colours of choices were searched for the largest least distance (Oklab) under normal sight,
 * protanopia, deuteranopia and tritanopia (matrices of Machado, Oliveira & Fernandes 2009), in both themes.
 * `plain` colours text, `line` colours rules and other marks.
 */
export const LIGHT = {
  paper: "#ffffff",
  early: "#f1f3f6",
  ink: "#17212b",
  muted: "#4c5966",
  rule: "#d3d9df",
  accent: "#174a7c",
  cautionPaper: "#fff2c9",
  cautionLine: "#8f5c00",
  good: "#17633d",
  bad: "#a3210d",
  choices: ["#3e55c8", "#ac7d1b", "#7b053f", "#5f0e87", "#3c9888", "#a170ec", "#804f7c", "#a51105"],
} as const;

export const DARK = {
  paper: "#11161c",
  early: "#192027",
  ink: "#e9edf1",
  muted: "#a9b4bf",
  rule: "#36404b",
  accent: "#8fbcf0",
  cautionPaper: "#3a2c05",
  cautionLine: "#e3b341",
  good: "#74d19f",
  bad: "#ff9a85",
  choices: ["#4b8efe", "#f7cc4b", "#5d793f", "#97c9fd", "#944da4", "#879f18", "#c8729c", "#fb9797"],
} as const;

/** A theme as custom properties. */
export function customProperties(theme: typeof LIGHT | typeof DARK): string {
  const { choices, ...plain } = theme;
  const properties = [
    ...Object.entries(plain).map(
      ([name, colour]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour}`,
    ),
    ...choices.map((colour, i) => `--choice-${i + 1}:${colour}`),
  ];
  return properties.join(";");
}
