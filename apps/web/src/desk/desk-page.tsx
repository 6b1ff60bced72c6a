import { useNavigate, useSearch } from "@tanstack/react-router";
import { PageHead, StatePage } from "@veedor/ui";
import { useEffect, useRef } from "react";
import { useMission } from "../missions/mission-context.tsx";
import { useTitle, useWords } from "../words/words.tsx";
import "./desk.css";
import { useLetters } from "./letters.ts";
import { Queue } from "./queue.tsx";
import { QueueFilter } from "./queue-filter.tsx";
import { ReportPanel } from "./report-panel.tsx";
import { type Narrowed, type QueuedReport, useQueue } from "./use-desk.ts";

/** The desk: reports that wait on the left, the one that is open on the right; on a phone one after the other. */
export function DeskPage() {
  const { say } = useWords();
  useTitle(say("nav-desk"));
  const { may } = useMission();
  if (!may("tallies-read"))
    return (
      <StatePage kind="refused" level={1} title={say("refused-title")}>
        <p>{say("refused-words")}</p>
      </StatePage>
    );
  return <Desk />;
}

function Desk() {
  const { say } = useWords();
  const search = useSearch({ from: "/signed-in/missions/$mission/desk" });
  const navigate = useNavigate({ from: "/missions/$mission/desk" });
  const narrowed: Narrowed = {
    state: search.state ?? "waiting",
    reason: search.reason ?? null,
    search: search.search ?? "",
  };
  const queue = useQueue(narrowed);
  const items = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const open = (report: string | undefined) =>
    void navigate({
      search: ({ report: _before, ...others }) => (report === undefined ? others : { ...others, report }),
    });
  const place = items.findIndex(({ id }) => id === search.report);
  const step = (by: number) => open(items[Math.max(0, Math.min(items.length - 1, place + by))]?.id);
  useLetters(true, { j: () => step(1), k: () => step(-1) });
  return (
    <div className="desk">
      <PageHead title={say("nav-desk")}>
        <p>{say("desk-lead")}</p>
      </PageHead>
      <QueueFilter
        narrowed={narrowed}
        onNarrow={({ state, reason, search: text }) =>
          void navigate({
            search: {
              ...(state === "waiting" ? {} : { state }),
              ...(reason === null ? {} : { reason }),
              ...(text === "" ? {} : { search: text }),
            },
          })
        }
      />
      <div className={search.report === undefined ? "desk-columns" : "desk-columns desk-open"}>
        <Queue
          queue={queue}
          items={items}
          chosen={search.report ?? null}
          onChoose={open}
          state={narrowed.state}
        />
        <ChosenReport
          report={search.report}
          items={items}
          onClose={() => open(undefined)}
          onNext={() => open(nextOf(items, place))}
        />
      </div>
    </div>
  );
}

function ChosenReport({
  report,
  items,
  onClose,
  onNext,
}: {
  readonly report: string | undefined;
  readonly items: readonly QueuedReport[];
  readonly onClose: () => void;
  readonly onNext: () => void;
}) {
  const { say } = useWords();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone the report takes the place of the queue: it begins at its top.
    if (report !== undefined && matchMedia("(max-width: 64rem)").matches) panel.current?.scrollIntoView();
  }, [report]);
  return (
    <div className="desk-report" ref={panel}>
      {report === undefined ? (
        items.length === 0 ? null : (
          <p className="muted desk-hint">{say("desk-choose")}</p>
        )
      ) : (
        <ReportPanel key={report} report={report} onClose={onClose} onNext={onNext} />
      )}
    </div>
  );
}

/** After a decision the next one opens; the last gives way to the one before it. */
function nextOf(items: readonly QueuedReport[], place: number): string | undefined {
  return (items[place + 1] ?? items[place - 1])?.id;
}
