import { Button, Skeleton, StatePage } from "@veedor/ui";
import { useEffect, useRef } from "react";
import { FailurePage } from "../connection/failure.tsx";
import { useMission } from "../missions/mission-context.tsx";
import { useWords } from "../words/words.tsx";
import type { DeskState, QueuedReport, useQueue } from "./use-desk.ts";

/** The reports of the queue, each with its reasons; more are loaded as the end comes into view. */
export function Queue({
  queue,
  items,
  chosen,
  onChoose,
  state,
}: {
  readonly queue: ReturnType<typeof useQueue>;
  readonly items: readonly QueuedReport[];
  readonly chosen: string | null;
  readonly onChoose: (report: string) => void;
  readonly state: DeskState;
}) {
  const { say } = useWords();
  if (queue.isPending) return <Skeleton words={say("loading")} lines={8} />;
  if (queue.isError && items.length === 0)
    return <FailurePage error={queue.error} onRetry={() => void queue.refetch()} />;
  if (items.length === 0)
    return (
      <StatePage kind="empty" title={say(state === "waiting" ? "desk-empty-title" : "desk-none-title")}>
        <p>{say(state === "waiting" ? "desk-empty" : "desk-none")}</p>
      </StatePage>
    );
  return (
    <div className="desk-queue">
      <ol className="queue" aria-label={say(`desk-state-${state}`)}>
        {items.map((report) => (
          <li key={report.id} className="queue-item">
            <QueueEntry
              report={report}
              isChosen={report.id === chosen}
              onChoose={() => onChoose(report.id)}
            />
          </li>
        ))}
      </ol>
      {queue.hasNextPage ? (
        <More isLoading={queue.isFetchingNextPage} onMore={() => void queue.fetchNextPage()} />
      ) : null}
    </div>
  );
}

function QueueEntry({
  report,
  isChosen,
  onChoose,
}: {
  readonly report: QueuedReport;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  const { say, textOf } = useWords();
  const { moments } = useMission();
  const reasons = report.flags.map(({ code }) => textOf("web", `reason-${code}`) ?? code);
  return (
    <button type="button" className="queue-entry" aria-current={isChosen || undefined} onClick={onChoose}>
      <span className="queue-station">{report.station}</span>
      <span className="queue-time">{moments.time(report.arrivedAt)}</span>
      <span className="queue-place">{report.areas.join(" · ")}</span>
      <span className="queue-reasons">
        {reasons.length === 0
          ? say(report.isVerified ? "desk-verified" : "desk-no-remarks")
          : reasons.join(" · ")}
      </span>
      {report.lock === null ? null : <span className="queue-held">{say("desk-held")}</span>}
    </button>
  );
}

/** Loads more when it is seen, and on a press for those whose browser does not tell. */
function More({ isLoading, onMore }: { readonly isLoading: boolean; readonly onMore: () => void }) {
  const { say } = useWords();
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const { current } = place;
    if (current === null || isLoading) return undefined;
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) more.current();
    });
    watcher.observe(current);
    return () => watcher.disconnect();
  }, [isLoading]);
  return (
    <div ref={place}>
      <Button kind="quiet" busy={isLoading} onClick={onMore}>
        {say("desk-more")}
      </Button>
    </div>
  );
}
