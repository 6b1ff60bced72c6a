import { defineConfig } from "vitest/config";

const conditions = ["@veedor/source"];
const common = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...common,
        test: {
          name: "programs",
          include: [
            "{packages,apps}/*/test/**/*.test.ts",
            "{bootstrap,checks,e2e,studies,agreement}/test/**/*.test.ts",
          ],
          exclude: ["apps/server/**"],
          testTimeout: 60_000,
        },
      },
      {
        ...common,
        test: {
          name: "server",
          include: ["apps/server/test/**/*.test.ts"],
          globalSetup: ["apps/server/test/setting/postgres.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
