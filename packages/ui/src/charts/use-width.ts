import { type RefObject, useEffect, useRef, useState } from "react";

/** The width in pixels that an element has, so that a drawing is made for it and its letters are never scaled. */
export function useWidth<Element extends HTMLElement>(): readonly [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(720);
  useEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const watcher = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    watcher.observe(current);
    return () => watcher.disconnect();
  }, []);
  return [element, width];
}
