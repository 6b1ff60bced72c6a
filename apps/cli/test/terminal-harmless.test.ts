import { describe, expect, it } from "vitest";
import { harmless } from "../src/terminal/terminal.ts";

describe("a name from a file, on a screen", () => {
  it.each([
    ["\u001b[2JPartido", "\ufffd[2JPartido"],
    ["\u009b31mPartido", "\ufffd31mPartido"],
    ["a\u202eb\u2066c", "a\ufffdb\ufffdc"],
    ["a\rb\u0007c\u007fd", "a\ufffdb\ufffdc\ufffdd"],
  ])("cannot clear it or recolour it: %j", (line, shown) => {
    expect(harmless(line)).toBe(shown);
  });

  it.each(["Mesa 12\tÑandú\nAção 3ª – “niño” 👍 العربية"])("is otherwise shown as it is: %j", (line) => {
    expect(harmless(line)).toBe(line);
  });
});
