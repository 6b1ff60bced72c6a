import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["@veedor/source"] },
  ssr: { resolve: { conditions: ["@veedor/source"] } },
  test: {
    include: ["{packages,apps}/*/test/**/*.test.ts", "{bootstrap,checks,e2e,studies}/test/**/*.test.ts"],
    testTimeout: 60_000,
  },
});
