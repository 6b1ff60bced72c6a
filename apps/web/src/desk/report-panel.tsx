import { Notice, Skeleton, StateBadge } from "@veedor/ui";
import { useState } from "react";
import { FailurePage } from "../connection/failure.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { useMe } from "../session/use-me.ts";
import { useWords } from "../words/words.tsx";
import { DecisionForm } from "./decision-form.tsx";
import { SheetTable } from "./sheet-table.tsx";
import { useHold, useReport, useSheet, type WholeReport } from "./use-desk.ts";

/** One report: what the checks say, the figures beside those of the station's other reports, the decision. */
export function ReportPanel({
  report: id,
  onClose,
  onNext,
}: {
  readonly report: string;
  readonly onClose: () => void;
  readonly onNext: () => void;
}) {
  const { say } = useWords();
  const report = useReport(id);
  if (report.isPending) return <Skeleton words={say("loading")} lines={10} />;
  if (report.isError) return <FailurePage error={report.error} onRetry={() => void report.refetch()} />;
  return <Panel report={report.data} onClose={onClose} onNext={onNext} />;
}

const TONES = { waiting: "caution", counted: "good", "set-aside": "bad" } as const;

function Panel({
  report,
  onClose,
  onNext,
}: {
  readonly report: WholeReport;
  readonly onClose: () => void;
  readonly onNext: () => void;
}) {
  const { say, textOf } = useWords();
  const { may, moments } = useMission();
  const { data: me } = useMe();
  const sheet = useSheet(report.contest);
  const mayDecide = may("tallies-review");
  const { refused } = useHold(report.id, mayDecide);
  const isHeldByOther = report.lock !== null && report.lock.person !== me?.person;
  const present = report.versions.at(-1);
  const [typed, setTyped] = useState<readonly string[] | null>(null);
  return (
    <article className="report" aria-labelledby="report-station">
      <header className="report-head">
        <button type="button" className="report-back" onClick={onClose}>
          {say("desk-back")}
        </button>
        <h2 id="report-station">{say("desk-station", { station: report.station })}</h2>
        <StateBadge tone={TONES[report.state]}>{say(`desk-state-${report.state}`)}</StateBadge>
        <p className="muted">
          {[...report.areas, report.centre ?? ""].filter((part) => part !== "").join(" · ")}
        </p>
        <p className="muted small">
          {say(report.channel === "phone" ? "desk-came-phone" : "desk-came-telephone", {
            time: moments.dayAndTime(report.arrivedAt),
          })}
        </p>
      </header>
      {isHeldByOther || refused !== null ? (
        <Notice tone="caution">
          <p>
            {report.lock === null
              ? say("desk-held")
              : say("desk-held-until", { time: moments.time(report.lock.until) })}
          </p>
        </Notice>
      ) : null}
      {report.flags.length === 0 ? null : (
        <ul className="report-flags">
          {report.flags.map(({ code, parameters }) => (
            <li key={code}>{textOf("checks", code, parameters) ?? code}</li>
          ))}
        </ul>
      )}
      {report.comment === null ? null : (
        <blockquote className="report-comment">
          <p>{report.comment}</p>
        </blockquote>
      )}
      {sheet === null || present === undefined ? (
        <Skeleton words={say("loading")} />
      ) : (
        <>
          <SheetTable report={report} lines={sheet.lines} typed={typed} onTyped={setTyped} />
          {mayDecide && !isHeldByOther ? (
            <DecisionForm
              report={report}
              figures={present.figures}
              typed={typed}
              onTyped={setTyped}
              onDecided={onNext}
            />
          ) : null}
        </>
      )}
    </article>
  );
}
