import { Notice } from "@veedor/ui";
import type { Line } from "../connection/live.ts";
import type { Moments } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";

/** Above every page while no news come: what is seen may be old. */
export function LineNotice({ line, moments }: { readonly line: Line; readonly moments: Moments }) {
  const { say } = useWords();
  if (!line.lost) return null;
  return (
    <div className="line-notice">
      <Notice tone="bad" title={say("line-lost-title", { time: moments.time(line.since) })} spoken="alert">
        <p>{say("line-lost-words")}</p>
      </Notice>
    </div>
  );
}
