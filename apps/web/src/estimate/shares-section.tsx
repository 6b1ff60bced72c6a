import type { Take } from "@veedor/quick-count";
import { Section } from "@veedor/ui";
import type { QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { SharesChart } from "../quick-count/shares-chart.tsx";
import { useWords } from "../words/words.tsx";

/** The choices with their intervals, the largest first. */
export function SharesSection({ record, take }: { readonly record: QuickCountRecord; readonly take: Take }) {
  const { say } = useWords();
  return (
    <Section title={say("estimate-shares-title")}>
      <SharesChart record={record} take={take} />
    </Section>
  );
}
