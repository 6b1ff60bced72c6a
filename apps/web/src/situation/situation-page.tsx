import { Notice, PageHead, Section, Skeleton, StatePage } from "@veedor/ui";
import { lazy, Suspense } from "react";
import { FailurePage } from "../connection/failure.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { nameIn } from "../words/moments.ts";
import { useTitle, useWords } from "../words/words.tsx";
import { AreaCoverage } from "./area-coverage.tsx";
import { Needs } from "./needs.tsx";
import { phaseOf, presentElection } from "./phase.ts";
import { ReportFigures } from "./report-figures.tsx";
import "./situation.css";
import { type Contests, type Elections, useContests } from "../missions/contests-query.ts";
import { useSituation } from "./use-situation.ts";

/** Charts and their words come after the counts are there: most readers of this page on a phone never need them. */
const LatestTake = lazy(() => import("./latest-take.tsx").then((loaded) => ({ default: loaded.LatestTake })));

/** The home of a mission: one picture of the day. */
export function SituationPage() {
  const { say } = useWords();
  useTitle(say("situation-title"));
  const contests = useContests();
  if (contests.isPending) return <Skeleton words={say("loading")} lines={8} />;
  if (contests.isError) return <FailurePage error={contests.error} onRetry={() => void contests.refetch()} />;
  return <Situation {...contests.data} />;
}

function Situation({ elections, contests }: { readonly elections: Elections; readonly contests: Contests }) {
  const { say, language } = useWords();
  const { mission, moments, now, may } = useMission();
  const situation = useSituation();
  const today = moments.date(now);
  const election = presentElection(elections, today);
  if (election === null)
    return (
      <>
        <PageHead kind={say("situation-title")} title={nameIn(mission.name, language)} />
        <StatePage kind="empty" title={say("no-election-title")}>
          <p>{say("no-election")}</p>
        </StatePage>
      </>
    );
  const own = contests.filter((contest) => contest.election === election.id);
  const states = own.flatMap(
    ({ id }) => situation.data?.contests.find(({ contest }) => contest === id) ?? [],
  );
  // The contest with most sheets expected is the one that the night is about.
  const main = [...states].sort((a, b) => b.expected - a.expected)[0] ?? null;
  const mainContest = own.find(({ id }) => id === main?.contest) ?? own[0] ?? null;
  const phase = phaseOf(election, main, now, today);
  return (
    <>
      <PageHead
        kind={`${nameIn(election.name, language)} · ${moments.longDate(election.day)}`}
        title={
          phase.code === "before" ? say("phase-before", { days: phase.days }) : say(`phase-${phase.code}`)
        }
      >
        <p>
          {phase.code === "before"
            ? phase.opensAt === null
              ? null
              : say("phase-opens", { time: moments.dayAndTime(phase.opensAt) })
            : phase.closesAt === null
              ? null
              : say(phase.code === "voting" ? "phase-closes" : "phase-closed", {
                  time: moments.time(phase.closesAt),
                })}
        </p>
      </PageHead>
      {mission.kind === "rehearsal" ? (
        <div className="rehearsal">
          <Notice tone="caution" title={say("rehearsal-title")}>
            <p>{say("rehearsal-words")}</p>
          </Notice>
        </div>
      ) : null}
      {may("tallies-read") ? (
        <Reporting situation={situation} main={main} mainContest={mainContest} />
      ) : (
        <StatePage kind="refused" title={say("take-embargo-title")}>
          <p>{say("take-embargo")}</p>
        </StatePage>
      )}
    </>
  );
}

function Reporting({
  situation,
  main,
  mainContest,
}: {
  readonly situation: ReturnType<typeof useSituation>;
  readonly main: NonNullable<ReturnType<typeof useSituation>["data"]>["contests"][number] | null;
  readonly mainContest: Contests[number] | null;
}) {
  const { say } = useWords();
  if (situation.isPending) return <Skeleton words={say("loading")} lines={6} />;
  if (situation.isError && situation.data === undefined)
    return <FailurePage error={situation.error} onRetry={() => void situation.refetch()} />;
  if (main === null || mainContest === null)
    return (
      <StatePage kind="empty" title={say("no-contest-title")}>
        <p>{say("no-contest")}</p>
      </StatePage>
    );
  return (
    <>
      <ReportFigures state={main} />
      <div className="situation-columns">
        <Section title={say("needs-title")}>
          <Needs state={main} />
        </Section>
        <Section title={say("take-title")}>
          <Suspense fallback={<Skeleton words={say("loading")} lines={5} />}>
            <LatestTake contest={mainContest} />
          </Suspense>
        </Section>
      </div>
      <AreaCoverage state={main} />
    </>
  );
}
