import type { GateCondition } from "@veedor/quick-count";
import { StateBadge, Table } from "@veedor/ui";
import { useWords, type Words } from "../words/words.tsx";
import { type Figures, useFigures } from "./figures.ts";
import "./gate-table.css";
import type { QuickCountRecord } from "./quick-count-record.ts";

/** The five conditions as a table. */
export function GateTable({
  record: { plan },
  gate,
}: {
  readonly record: Pick<QuickCountRecord, "plan">;
  readonly gate: readonly GateCondition[];
}) {
  const words = useWords();
  const figures = useFigures();
  const { text } = words;
  return (
    <Table
      caption={text("replay.page-gate-title")}
      captionUnseen
      rows={gate}
      rowKey={({ name }) => name}
      columns={[
        {
          id: "condition",
          title: text("replay.page-gate-condition"),
          cell: ({ name }) => (
            <>
              {text(`replay.page-gate-${name}`)}
              <span className="gate-words">
                {words.textOf("replay", `page-gate-${name}-words`, {
                  takes: plan.gate.stableTakes,
                  low: figures.percent(plan.gate.sensitivity, 0),
                })}
              </span>
            </>
          ),
        },
        {
          id: "holds",
          title: text("replay.page-gate-holds"),
          cell: ({ holds }) =>
            holds === null ? (
              <StateBadge>{text("replay.page-gate-unknown")}</StateBadge>
            ) : (
              <StateBadge tone={holds ? "good" : "bad"}>
                {text(holds ? "replay.page-gate-met" : "replay.page-gate-unmet")}
              </StateBadge>
            ),
        },
        {
          id: "found",
          title: text("replay.page-gate-found"),
          numeric: true,
          cell: (condition) => (
            <>
              {found(condition, words, figures)}
              {condition.subject === null ? null : <span className="gate-words">{condition.subject}</span>}
            </>
          ),
        },
        {
          id: "asked",
          title: text("replay.page-gate-asked"),
          numeric: true,
          cell: (condition) => asked(condition, words, figures),
        },
      ]}
    />
  );
}

function found({ name, holds, value }: GateCondition, { text }: Words, figures: Figures): string {
  if (value === null)
    return text(holds === true ? "replay.page-gate-all-adjusted" : "replay.page-not-computable");
  if (name === "coverage") return figures.percent(value);
  if (name === "decision") return figures.probability(value);
  if (name === "stability") return text("replay.page-half-widths", { value: figures.decimal(value, 2) });
  return text("replay.page-points", { points: figures.signedPoints(value, name === "sensitivity" ? 2 : 1) });
}

function asked({ name, threshold }: GateCondition, { text }: Words, figures: Figures): string {
  if (name === "coverage" || name === "decision")
    return text("replay.page-at-least", { value: figures.percent(threshold, threshold > 0.99 ? 1 : 0) });
  if (name === "stability")
    return text("replay.page-at-most", {
      value: text("replay.page-half-widths", { value: figures.decimal(threshold, 2) }),
    });
  if (name === "sensitivity") return text("replay.page-above-zero");
  return text("replay.page-at-most", {
    value: text("replay.page-points", { points: `± ${figures.points(threshold, 0)}` }),
  });
}
