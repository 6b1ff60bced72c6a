import { PageHead, Section, Skeleton, StatePage } from "@veedor/ui";
import { FailurePage } from "../connection/failure.tsx";
import { useContests } from "../missions/contests-query.ts";
import { useMission } from "../missions/mission-context.tsx";
import { GateTable } from "../quick-count/gate-table.tsx";
import { type QuickCountHere, useQuickCount } from "../quick-count/use-quick-count.ts";
import { nameIn } from "../words/moments.ts";
import { useTitle, useWords } from "../words/words.tsx";
import { ProposeForm } from "./propose-form.tsx";
import { RecordView } from "./record-view.tsx";
import "./release.css";
import { useReleases } from "./use-releases.ts";

/** The act by which figures become public: the gate, the record, two people. */
export function ReleasePage() {
  const { say, language } = useWords();
  useTitle(say("nav-release"));
  const { may } = useMission();
  const contests = useContests();
  if (!may("release-propose") && !may("release-confirm"))
    return (
      <StatePage kind="refused" level={1} title={say("refused-title")}>
        <p>{say("take-embargo")}</p>
      </StatePage>
    );
  if (contests.isPending) return <Skeleton words={say("loading")} lines={8} />;
  if (contests.isError) return <FailurePage error={contests.error} onRetry={() => void contests.refetch()} />;
  return (
    <>
      <PageHead title={say("nav-release")}>
        <p>{say("release-lead")}</p>
      </PageHead>
      {contests.data.contests.length === 0 ? <p className="muted">{say("no-contest")}</p> : null}
      {contests.data.contests.map(({ id, name }) => (
        <ContestRelease key={id} contest={id} title={nameIn(name, language)} />
      ))}
    </>
  );
}

function ContestRelease({ contest, title }: { readonly contest: string; readonly title: string }) {
  const { say } = useWords();
  const releases = useReleases(contest);
  const quickCount = useQuickCount(contest);
  if (releases.isPending || quickCount.isPending) return <Skeleton words={say("loading")} lines={8} />;
  if (releases.isError && releases.data === undefined)
    return <FailurePage error={releases.error} onRetry={() => void releases.refetch()} />;
  const all = releases.data ?? [];
  const standing = all.filter(({ state }) => state !== "withdrawn");
  const isProposed = standing.some(({ state }) => state === "proposed");
  return (
    <>
      {standing.map((release) => (
        <RecordView key={release.id} release={release} contest={title} />
      ))}
      {isProposed ? null : (
        <NextRelease contest={contest} title={title} quickCount={quickCount.data ?? null} />
      )}
    </>
  );
}

function NextRelease({
  contest,
  title,
  quickCount,
}: {
  readonly contest: string;
  readonly title: string;
  readonly quickCount: QuickCountHere | null;
}) {
  const { say, text } = useWords();
  const { moments, may } = useMission();
  const take = quickCount?.shown ?? null;
  if (quickCount === null || take === null || quickCount.takeId === null)
    return (
      <Section title={title}>
        <p className="muted">{say("release-no-take")}</p>
      </Section>
    );
  const isOpen = take.gate.every(({ holds }) => holds === true);
  const met = take.gate.filter(({ holds }) => holds === true).length;
  return (
    <Section
      title={title}
      reading={
        <p>
          {say("release-next", { number: take.number, time: moments.time(take.at) })}{" "}
          {text("replay.page-gate-summary", { met, all: take.gate.length })}
        </p>
      }
    >
      <GateTable record={quickCount.record} gate={take.gate} />
      {may("release-propose") ? (
        <ProposeForm contest={contest} take={quickCount.takeId} isOpen={isOpen} />
      ) : null}
    </Section>
  );
}
