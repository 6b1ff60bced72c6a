import type { ReactNode } from "react";
import "./notice.css";

export type Tone = "plain" | "good" | "caution" | "bad";

/**
 * Something the reader should know, in words; colour only repeats them.
 *
 * @property spoken `status` waits for a pause of the screen reader, `alert` does not; left out it is not announced
 */
export function Notice({
  tone = "plain",
  title,
  spoken,
  children,
  actions,
}: {
  readonly tone?: Tone;
  readonly title?: string;
  readonly spoken?: "status" | "alert";
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={tone === "plain" ? "notice" : `notice notice-${tone}`} role={spoken}>
      {title === undefined ? null : <p className="notice-title">{title}</p>}
      {children}
      {actions === undefined ? null : <div className="notice-actions button-row">{actions}</div>}
    </div>
  );
}
