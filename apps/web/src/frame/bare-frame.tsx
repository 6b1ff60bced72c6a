import { AppFrame } from "@veedor/ui";
import type { ReactNode } from "react";
import { LANGUAGE_NAMES } from "../preferences/preferences.ts";
import { useWords } from "../words/words.tsx";
import { Brand } from "./brand.tsx";
import "./frame.css";

/** The frame of pages that need no sign-in: the brand and the choice of language. */
export function BareFrame({ children }: { readonly children: ReactNode }) {
  const { say, language, choose } = useWords();
  return (
    <AppFrame
      words={{ skip: say("skip"), navigation: say("navigation") }}
      brand={<Brand />}
      tools={
        <select
          className="band-language"
          aria-label={say("language")}
          value={language}
          onChange={(event) => choose(event.target.value as typeof language)}
        >
          {LANGUAGE_NAMES.map(([code, name]) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
      }
    >
      <div className="bare-content">{children}</div>
    </AppFrame>
  );
}
