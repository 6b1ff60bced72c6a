import type { Take } from "@veedor/quick-count";
import { Columns, PageHead, StatePage, Verdict } from "@veedor/ui";
import type { Moments } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";
import { BiasSection } from "./bias-section.tsx";
import { CourseSection } from "./course-section.tsx";
import { CoverageSection } from "./coverage-section.tsx";
import "./estimate.css";
import { useFigures } from "../quick-count/figures.ts";
import type { QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { verdictInWords, verdictTone } from "../quick-count/verdict-in-words.ts";
import { GateSection } from "./gate-section.tsx";
import { DecisionSection, LeadFigures } from "./lead-section.tsx";
import { SharesSection } from "./shares-section.tsx";
import { TwoEstimates } from "./two-estimates.tsx";

/** Everything about the estimate of one contest, the most needed first. */
export function EstimateView({
  contest,
  record,
  take,
  moments,
}: {
  readonly contest: string;
  readonly record: QuickCountRecord;
  readonly take: Take | null;
  readonly moments: Moments;
}) {
  const words = useWords();
  const figures = useFigures();
  const { say, text } = words;
  if (take === null)
    return (
      <>
        <PageHead kind={say("nav-estimate")} title={contest} />
        <StatePage kind="empty" title={say("estimate-none-title")}>
          <p>{say("estimate-none", { time: moments.dayAndTime(record.plan.takes.first) })}</p>
        </StatePage>
      </>
    );
  return (
    <>
      <PageHead kind={say("nav-estimate")} title={contest} />
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
      <div className="estimate-lead">
        <LeadFigures record={record} take={take} />
      </div>
      <SharesSection record={record} take={take} />
      {record.takes.length < 2 ? null : <CourseSection record={record} take={take} moments={moments} />}
      <Columns>
        <DecisionSection record={record} take={take} />
        <TwoEstimates record={record} take={take} />
      </Columns>
      <CoverageSection record={record} take={take} />
      <BiasSection record={record} take={take} />
      <GateSection record={record} take={take} />
    </>
  );
}
