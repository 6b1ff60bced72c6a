import type { Take } from "@veedor/quick-count";
import { Section } from "@veedor/ui";
import { GateTable } from "../quick-count/gate-table.tsx";
import type { QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { useWords } from "../words/words.tsx";

/** The release gate: five conditions, each a number beside what the plan asks for. */
export function GateSection({ record, take }: { readonly record: QuickCountRecord; readonly take: Take }) {
  const { text } = useWords();
  const met = take.gate.filter(({ holds }) => holds === true).length;
  return (
    <Section
      title={text("replay.page-gate-title")}
      reading={<p>{text("replay.page-gate-summary", { met, all: take.gate.length })}</p>}
    >
      <GateTable record={record} gate={take.gate} />
    </Section>
  );
}
