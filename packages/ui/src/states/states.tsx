import type { ReactNode } from "react";
import "./states.css";

/** Grey lines where text will be; a screen reader hears the words instead. */
export function Skeleton({ words, lines = 4 }: { readonly words: string; readonly lines?: number }) {
  return (
    <div className="skeleton" role="status">
      <span className="unseen">{words}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}

const DRAWINGS = {
  empty: "M8 14h32v26H8zM8 24h9l3 5h8l3-5h9M16 14l2-6h12l2 6",
  error: "M24 6 44 40H4zM24 18v11M24 34v.5",
  refused: "M12 22h24v18H12zM17 22v-6a7 7 0 0 1 14 0v6M24 29v5",
} as const;

/**
 * What stands where there is nothing to show: nothing yet, a failure, or not for this reader. Always says what can be
 * done.
 */
export function StatePage({
  kind,
  title,
  children,
  actions,
  level = 2,
}: {
  readonly kind: keyof typeof DRAWINGS;
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly level?: 1 | 2;
}) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div
      className={kind === "error" ? "state-page state-page-bad" : "state-page"}
      role={kind === "error" ? "alert" : undefined}
    >
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d={DRAWINGS[kind]} />
      </svg>
      <Heading>{title}</Heading>
      {children}
      {actions === undefined ? null : <div className="button-row">{actions}</div>}
    </div>
  );
}
