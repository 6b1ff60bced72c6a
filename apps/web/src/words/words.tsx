import {
  type BrowserKey,
  type BrowserMessages,
  type Language,
  loadMessages,
} from "@veedor/messages/in-browser";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { firstLanguage, keepLanguage } from "../preferences/preferences.ts";

type WebKey = BrowserKey extends infer Key ? (Key extends `web.${infer Own}` ? Own : never) : never;

/** What a page says, in the reader's language. */
export type Words = BrowserMessages & {
  /** A text of the web app; the area `web` goes without saying. */
  readonly say: (key: WebKey, values?: Readonly<Record<string, string | number | Date>>) => string;
  readonly choose: (language: Language) => void;
};

const WordsContext = createContext<Words | null>(null);

/** Loads the texts of one language before anything is shown; another choice keeps the old until the new is there. */
export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [messages, setMessages] = useState<BrowserMessages | null>(null);
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const loaded = await loadMessages(language);
      if (!isWanted) return;
      document.documentElement.lang = language;
      setMessages(loaded);
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [language]);
  const words = useMemo<Words | null>(() => {
    if (messages === null) return null;
    return {
      ...messages,
      say: (key, values) => messages.text(`web.${key}` as BrowserKey, values),
      choose: (chosen) => {
        keepLanguage(chosen);
        setLanguage(chosen);
      },
    };
  }, [messages]);
  if (words === null) return null;
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words of the page. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error("words are used outside their provider");
  return words;
}

/** Names the window after the page. */
export function useTitle(page: string): void {
  useEffect(() => {
    document.title = `${page} · Veedor`;
  }, [page]);
}
