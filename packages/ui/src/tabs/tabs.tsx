import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import "./tabs.css";

/** Views of one thing, one at a time (WAI-ARIA pattern: arrows move, Home and End jump, Tab leaves). */
export function Tabs({
  label,
  tabs,
}: {
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[];
}) {
  const [chosen, choose] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const go = (to: number) => {
    const place = (to + tabs.length) % tabs.length;
    choose(place);
    list.current?.querySelectorAll<HTMLButtonElement>("[role=tab]")[place]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowRight: chosen + 1, ArrowLeft: chosen - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const shown = tabs[chosen] ?? tabs[0];
  if (shown === undefined) return null;
  return (
    <div className="tabs">
      <div ref={list} className="tab-list" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ id, title }, place) => (
          <button
            key={id}
            type="button"
            role="tab"
            className="tab"
            id={`${base}-${id}-tab`}
            aria-selected={place === chosen}
            aria-controls={`${base}-panel`}
            tabIndex={place === chosen ? 0 : -1}
            onClick={() => choose(place)}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${shown.id}-tab`}>
        {shown.content}
      </div>
    </div>
  );
}
