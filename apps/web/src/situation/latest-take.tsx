import { Link } from "@tanstack/react-router";
import { Notice, Skeleton, Verdict } from "@veedor/ui";
import { FailurePage } from "../connection/failure.tsx";
import type { Contests } from "../missions/contests-query.ts";
import { useMission } from "../missions/mission-context.tsx";
import { useFigures } from "../quick-count/figures.ts";
import { SharesChart } from "../quick-count/shares-chart.tsx";
import { useQuickCount } from "../quick-count/use-quick-count.ts";
import { verdictInWords, verdictTone } from "../quick-count/verdict-in-words.ts";
import { useWords } from "../words/words.tsx";

/** Choices shown here; the page of the estimate has all. */
const SHOWN = 3;

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
  return <TakeInBrief contest={contest.id} />;
}

function TakeInBrief({ contest }: { readonly contest: string }) {
  const words = useWords();
  const { say, text } = words;
  const figures = useFigures();
  const { mission, moments } = useMission();
  const quickCount = useQuickCount(contest);
  if (quickCount.isPending) return <Skeleton words={say("loading")} lines={5} />;
  if (quickCount.isError && quickCount.data === undefined)
    return <FailurePage error={quickCount.error} onRetry={() => void quickCount.refetch()} />;
  const { data } = quickCount;
  if (data === null || data === undefined || data.shown === null)
    return <p className="muted">{say("estimate-none-title")}</p>;
  const { record, shown: take } = data;
  return (
    <div className="stack">
      <Verdict
        tone={verdictTone(take.verdict)}
        when={text("replay.page-verdict-when", {
          number: take.number,
          day: moments.day(take.at),
          time: moments.time(take.at),
        })}
      >
        {verdictInWords(take, record, words, figures)}
      </Verdict>
      <SharesChart record={record} take={take} most={SHOWN} />
      <p>
        <Link to="/missions/$mission/estimate" params={{ mission: mission.id }}>
          {say("take-open")}
        </Link>
      </p>
    </div>
  );
}
