import type { sheetLine } from "@veedor/api-contract";
import type { z } from "zod";
import { useMission } from "../missions/mission-context.tsx";
import { nameIn } from "../words/moments.ts";
import { useWords } from "../words/words.tsx";
import type { WholeReport } from "./use-desk.ts";

type SheetColumn = {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly (number | null)[];
};

/** The sheet line by line: this report, its earlier versions, and the station's other reports; differences stand out. */
export function SheetTable({
  report,
  lines,
  typed,
  onTyped,
}: {
  readonly report: WholeReport;
  readonly lines: readonly z.output<typeof sheetLine>[];
  /** figures as they are being typed, while the report is being corrected */
  readonly typed: readonly string[] | null;
  readonly onTyped: (typed: readonly string[]) => void;
}) {
  const { say, language, number } = useWords();
  const columns = useColumns(report);
  const present = report.versions.at(-1)?.figures ?? [];
  const shown = (figure: number | null | undefined) =>
    figure === null || figure === undefined ? say("desk-empty-figure") : number(figure);
  return (
    <div className="table-frame" role="region" aria-label={say("desk-figures")} tabIndex={0}>
      <table className="table sheet">
        <caption className="unseen">{say("desk-figures")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("desk-line")}</th>
            <th scope="col" className="numeric">
              {typed === null ? say("desk-this-report") : say("desk-corrected")}
            </th>
            {columns.map(({ id, title }) => (
              <th key={id} scope="col" className="numeric">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => {
            const name = nameIn(line.name, language);
            return (
              <tr key={line.code} className={line.role === "total" ? "sheet-total" : undefined}>
                <th scope="row">
                  <bdi>{name}</bdi>
                </th>
                <td className="numeric">
                  {typed === null ? (
                    <strong>{shown(present[place])}</strong>
                  ) : (
                    <input
                      className="sheet-input"
                      inputMode="numeric"
                      aria-label={name}
                      value={typed[place] ?? ""}
                      onChange={(event) => onTyped(typed.with(place, event.target.value))}
                    />
                  )}
                </td>
                {columns.map(({ id, figures }) => {
                  const differs = (figures[place] ?? null) !== (present[place] ?? null);
                  return (
                    <td key={id} className={differs ? "numeric sheet-differs" : "numeric"}>
                      {shown(figures[place])}
                      {differs ? <span className="unseen"> {say("desk-differs")}</span> : null}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function useColumns({ versions, others }: WholeReport): SheetColumn[] {
  const { say } = useWords();
  const { moments } = useMission();
  return [
    ...versions
      .slice(0, -1)
      .reverse()
      .map(({ version, figures }) => ({
        id: `version-${version}`,
        title: say("desk-version", { version }),
        figures,
      })),
    ...others.map(({ id, arrivedAt, figures, state }) => ({
      id,
      title: say("desk-other", { time: moments.time(arrivedAt), state: say(`desk-state-${state}`) }),
      figures,
    })),
  ];
}
