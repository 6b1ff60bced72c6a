import { type ReactNode, useEffect, useId, useRef } from "react";
import "./dialog.css";

/**
 * A question that must be answered before going on. The browser's own modal dialog: it keeps the focus inside, closes
 * on Escape and gives the focus back.
 */
export function Dialog({
  open,
  title,
  onClose,
  children,
  actions,
}: {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element === null || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
      {open ? (
        <div className="dialog-body">
          <h2 id={id}>{title}</h2>
          {children}
          <div className="dialog-actions">{actions}</div>
        </div>
      ) : null}
    </dialog>
  );
}
