import { expect, test } from "vitest";

import { isAtLeast, OLDEST_TO_START } from "../node-version.js";

test.each([
  ["20.19.0", true],
  ["v20.20.2", true],
  ["22.0.0", true],
  ["24.21.0", true],
  ["20.18.9", false],
  ["18.99.0", false],
  ["v9.0.0", false],
])("%s starts the bootstrap: %s", (version, enough) => {
  expect(isAtLeast(version, OLDEST_TO_START)).toBe(enough);
});
