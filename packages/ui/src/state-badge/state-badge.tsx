import type { Tone } from "../notice/notice.tsx";
import "./state-badge.css";

/** Shapes, so that a state is told without colour. */
const SHAPES: Readonly<Record<Tone, string>> = {
  plain: "M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1z",
  good: "M4.6 10.6 0.8 6.8l1.7-1.7 2.1 2.1L9.7 1.6l1.7 1.6z",
  caution: "M6 0.6 12 11.4H0z",
  bad: "M2.2 0.6 6 4.4l3.8-3.8 1.6 1.6L7.6 6l3.8 3.8-1.6 1.6L6 7.6l-3.8 3.8-1.6-1.6L4.4 6 0.6 2.2z",
};

/** A state in a word or two, with a shape of its own. */
export function StateBadge({
  tone = "plain",
  children,
}: {
  readonly tone?: Tone;
  readonly children: string;
}) {
  return (
    <span className={tone === "plain" ? "state-badge" : `state-badge state-badge-${tone}`}>
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={SHAPES[tone]} />
      </svg>
      {children}
    </span>
  );
}
