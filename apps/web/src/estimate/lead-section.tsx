import type { Take } from "@veedor/quick-count";
import { KeyFigure, KeyFigures, Meter, Notice, Section, StateBadge } from "@veedor/ui";
import { useFigures } from "../quick-count/figures.ts";
import type { QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { useWords } from "../words/words.tsx";

/** Levels at which the page says whether the first choice is settled. */
const LEVELS = [0.9, 0.95, 0.99] as const;

/** Lead, turnout, coverage, each with its margin or the reason why it has none. */
export function LeadFigures({ record, take }: { readonly record: QuickCountRecord; readonly take: Take }) {
  const { text, say } = useWords();
  const figures = useFigures();
  const lead = take.figures?.lead ?? null;
  const turnout = take.figures?.turnout ?? null;
  const none = text("replay.page-not-computable");
  const why = take.notComputable === null ? undefined : text(`plan.reason-${take.notComputable}`);
  return (
    <KeyFigures>
      <KeyFigure
        label={text("replay.page-lead")}
        value={
          lead === null
            ? null
            : text("replay.page-points", { points: figures.signedPoints(lead.estimate, 2) })
        }
        none={none}
        margin={
          lead === null
            ? why
            : text("replay.page-interval-points", { interval: figures.differenceInterval(lead, 2) })
        }
        source={
          lead === null
            ? undefined
            : text("replay.page-lead-of", {
                first: record.choices[lead.first] ?? "",
                second: record.choices[lead.second] ?? "",
              })
        }
      />
      <KeyFigure
        label={text("replay.page-turnout")}
        value={turnout === null ? null : figures.percent(turnout.estimate, 2)}
        none={none}
        margin={turnout === null ? why : figures.interval(turnout.low, turnout.high, 2)}
      />
      <KeyFigure
        label={text("replay.page-coverage")}
        value={figures.percent(take.coverage)}
        meter={<Meter part={take.coverage} floor={record.plan.gate.coverage} />}
        source={say("estimate-usable-of", { usable: take.usable, designed: take.designed })}
      />
    </KeyFigures>
  );
}

/** Whether the first choice leads with 90, 95 and 99 %, and what the plan asks for. */
export function DecisionSection({
  record,
  take,
}: {
  readonly record: QuickCountRecord;
  readonly take: Take;
}) {
  const { text, say } = useWords();
  const figures = useFigures();
  const most = take.probabilityFirst === null ? null : Math.max(...take.probabilityFirst);
  const asked = record.plan.decision.probabilityFirst;
  // While what has arrived cannot be trusted, a probability of it settles nothing.
  const isHeld = take.gate.some(({ name, holds }) => name !== "decision" && holds !== true);
  return (
    <Section title={say("estimate-decided-title")} reading={<p>{say("estimate-decided-reading")}</p>}>
      {most === null ? (
        <p className="muted">{text("replay.page-not-computable")}</p>
      ) : (
        <>
          <p className="decided-probability">
            {say("estimate-decided-probability", { probability: figures.probability(most) })}
          </p>
          {isHeld ? (
            <Notice tone="caution">
              <p>{text("replay.page-first-held")}</p>
            </Notice>
          ) : null}
          <ul className="decided-levels">
            {LEVELS.map((level) => (
              <li key={level}>
                <span className="decided-level">{figures.percent(level, 0)}</span>
                <StateBadge tone={isHeld ? "plain" : most >= level ? "good" : "caution"}>
                  {say(
                    most < level
                      ? "estimate-open"
                      : isHeld
                        ? "estimate-would-be-decided"
                        : "estimate-decided",
                  )}
                </StateBadge>
                {level === asked ? (
                  <span className="muted small">{say("estimate-asked-by-plan")}</span>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
