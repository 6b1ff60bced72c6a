import type { Take } from "@veedor/quick-count";
import { Section, Table } from "@veedor/ui";
import { useFigures } from "../quick-count/figures.ts";
import { choicesBySize, type QuickCountRecord } from "../quick-count/quick-count-record.ts";
import { useWords } from "../words/words.tsx";

/** The weighted and the post-stratified estimate side by side: where they part, what is missing matters. */
export function TwoEstimates({ record, take }: { readonly record: QuickCountRecord; readonly take: Take }) {
  const { text } = useWords();
  const figures = useFigures();
  const { weighted, postStratified } = take;
  const cell = (estimate: typeof weighted, position: number) => {
    const share = estimate?.shares[position];
    if (share === undefined) return <span className="muted">{text("replay.page-not-computable")}</span>;
    return (
      <>
        {figures.percent(share.estimate, 2)}
        <span className="two-interval">{figures.interval(share.low, share.high, 2)}</span>
      </>
    );
  };
  return (
    <Section
      title={text("replay.page-two-title")}
      reading={<p>{text("replay.page-two-headline", { headline: take.headline })}</p>}
    >
      <Table
        caption={text("replay.page-two-title")}
        captionUnseen
        rows={choicesBySize(record, take)}
        rowKey={({ position }) => String(position)}
        columns={[
          { id: "name", title: text("replay.page-choice"), cell: ({ name }) => <bdi>{name}</bdi> },
          {
            id: "weighted",
            title: text("replay.page-weighted"),
            numeric: true,
            cell: ({ position }) => cell(weighted, position),
          },
          {
            id: "post-stratified",
            title: text("replay.page-post-stratified"),
            numeric: true,
            cell: ({ position }) => cell(postStratified, position),
          },
        ]}
      />
    </Section>
  );
}
