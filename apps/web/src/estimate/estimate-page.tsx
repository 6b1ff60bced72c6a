import { Skeleton, StatePage, Tabs } from "@veedor/ui";
import { FailurePage } from "../connection/failure.tsx";
import { useContests } from "../missions/contests-query.ts";
import { useMission } from "../missions/mission-context.tsx";
import { useQuickCount } from "../quick-count/use-quick-count.ts";
import { nameIn } from "../words/moments.ts";
import { useTitle, useWords } from "../words/words.tsx";
import { EstimateView } from "./estimate-view.tsx";

/** The estimate of each contest, for those whom the mission names. */
export function EstimatePage() {
  const { say, language } = useWords();
  useTitle(say("nav-estimate"));
  const { may } = useMission();
  const contests = useContests();
  if (!may("estimate-read"))
    return (
      <StatePage kind="refused" level={1} title={say("refused-title")}>
        <p>{say("take-embargo")}</p>
      </StatePage>
    );
  if (contests.isPending) return <Skeleton words={say("loading")} lines={8} />;
  if (contests.isError) return <FailurePage error={contests.error} onRetry={() => void contests.refetch()} />;
  const named = contests.data.contests.map(({ id, name }) => ({ id, title: nameIn(name, language) }));
  const [only] = named;
  if (only === undefined)
    return (
      <StatePage kind="empty" level={1} title={say("no-contest-title")}>
        <p>{say("no-contest")}</p>
      </StatePage>
    );
  if (named.length === 1) return <ContestEstimate contest={only.id} title={only.title} />;
  return (
    <Tabs
      label={say("contest")}
      tabs={named.map(({ id, title }) => ({
        id,
        title,
        content: <ContestEstimate contest={id} title={title} />,
      }))}
    />
  );
}

function ContestEstimate({ contest, title }: { readonly contest: string; readonly title: string }) {
  const { say } = useWords();
  const { moments } = useMission();
  const quickCount = useQuickCount(contest);
  if (quickCount.isPending) return <Skeleton words={say("loading")} lines={8} />;
  if (quickCount.isError && quickCount.data === undefined)
    return <FailurePage error={quickCount.error} onRetry={() => void quickCount.refetch()} />;
  if (quickCount.data === null || quickCount.data === undefined)
    return (
      <StatePage kind="empty" level={1} title={say("needs-plan")}>
        <p>{say("estimate-no-plan")}</p>
      </StatePage>
    );
  return (
    <EstimateView
      contest={title}
      record={quickCount.data.record}
      take={quickCount.data.shown}
      moments={moments}
    />
  );
}
