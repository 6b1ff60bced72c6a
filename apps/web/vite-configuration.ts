import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, type InlineConfig } from "vite";

/** How the web app is built, and served from its sources while somebody works on it. */
export function viteConfiguration(): InlineConfig {
  return {
    configFile: false,
    root: dirname(fileURLToPath(import.meta.url)),
    base: "/app/",
    mode: "production",
    resolve: { conditions: ["@veedor/source", ...defaultClientConditions] },
    build: {
      target: "es2023",
      manifest: true,
      // The policy allows fonts and pictures of the server only.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rolldownOptions: {
        // What the first import sets (no-eval.ts) must be set before the contract's schemas are made.
        output: { strictExecutionOrder: true },
        // Libraries mark files for React's servers, of which there is none here.
        onLog: (level, log, handle) => {
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") handle(level, log);
        },
      },
    },
  };
}
