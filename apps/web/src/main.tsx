import "./connection/no-eval.ts";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ClientProvider, makeQueryClient } from "./connection/connection.tsx";
import { applyTheme, keptTheme } from "./preferences/preferences.ts";
import { router } from "./router.tsx";
import { WordsProvider } from "./words/words.tsx";

applyTheme(keptTheme());
const root = document.getElementById("root");
if (root !== null) {
  const queries = makeQueryClient();
  createRoot(root).render(
    <StrictMode>
      <WordsProvider>
        <ClientProvider>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ClientProvider>
      </WordsProvider>
    </StrictMode>,
  );
}
