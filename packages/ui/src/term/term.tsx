import { useState } from "react";
import "./term.css";

/** A term of the trade with its meaning in place: pressed, it opens under the line; Escape closes it. */
export function Term({ word, meaning }: { readonly word: string; readonly meaning: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="term-word"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
        }}
      >
        {word}
      </button>
      <span className="term-note" role="status">
        {open ? meaning : null}
      </span>
    </>
  );
}
