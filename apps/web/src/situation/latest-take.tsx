import { Notice } from "@veedor/ui";
import { useMission } from "../missions/mission-context.tsx";
import { useWords } from "../words/words.tsx";
import type { Contests } from "./use-situation.ts";

/** The latest take for those who may see it; for others, why they do not. */
export function LatestTake({ contest }: { readonly contest: Contests[number] }) {
  const { say } = useWords();
  const { may } = useMission();
  if (!may("estimate-read"))
    return (
      <Notice title={say("take-embargo-title")}>
        <p>{say("take-embargo")}</p>
      </Notice>
    );
  return <p className="muted">{contest.code}</p>;
}
