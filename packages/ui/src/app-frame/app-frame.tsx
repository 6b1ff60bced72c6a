import type { ReactNode } from "react";
import "./app-frame.css";

/** The sign of Veedor: an eye that is an estimate with its interval. */
export function Sign() {
  return (
    <svg
      viewBox="0 0 36 24"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    >
      <path d="M2 12C8 3.6 28 3.6 34 12 28 20.4 8 20.4 2 12z" />
      <path d="M9.5 12h17M9.5 8.8v6.4M26.5 8.8v6.4" />
      <circle cx="18" cy="12" r="3.4" fill="currentColor" stroke="none" />
    </svg>
  );
}

/**
 * The frame of every page of a mission: band with mission and clock, navigation (a rail, on a phone a bar at the
 * bottom), the page.
 *
 * @property nav left out where there is nowhere to go, as on the sign-in page
 */
export function AppFrame({
  words,
  brand,
  mission,
  tools,
  nav,
  children,
}: {
  readonly words: { readonly skip: string; readonly navigation: string };
  readonly brand: ReactNode;
  readonly mission?: { readonly name: string; readonly place: string };
  readonly tools?: ReactNode;
  readonly nav?: readonly ReactNode[];
  readonly children: ReactNode;
}) {
  return (
    <div className={nav === undefined ? "app-frame app-frame-bare" : "app-frame"}>
      <a className="skip-link" href="#content">
        {words.skip}
      </a>
      <header className="app-band">
        {brand}
        {mission === undefined ? null : (
          <div className="app-mission">
            <span className="app-mission-name">{mission.name}</span>
            <span className="app-mission-place">{mission.place}</span>
          </div>
        )}
        <div className="app-tools">{tools}</div>
      </header>
      {nav === undefined ? null : (
        <nav className="app-nav" aria-label={words.navigation}>
          <ul>
            {nav.map((link, place) => (
              <li key={place}>{link}</li>
            ))}
          </ul>
        </nav>
      )}
      <main className="app-main" id="content" tabIndex={-1}>
        <div className="app-content">{children}</div>
      </main>
    </div>
  );
}

/** Drawings of the navigation, on a field of 24. */
const DRAWINGS = {
  situation: "M3 12a9 9 0 0 1 18 0M12 12l4.5-4.5M3 16h18M6 20h12",
  estimate: "M3 20h18M6 16v-4M12 16V6M18 16V9M4.5 12h3M10.5 6h3M16.5 9h3",
  desk: "M4 4h16v12H4zM8 8h8M8 12h5M9 20h6M12 16v4",
  release: "M4 10v4h3l8 4V6l-8 4zM18.5 9a4 4 0 0 1 0 6M7 14v5h3",
  people:
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 20c0-4 2.6-6 6-6s6 2 6 6M16 5a3 3 0 0 1 0 6M17.5 14.3c2.2.6 3.5 2.5 3.5 5.2",
} as const;

export type NavDrawing = keyof typeof DRAWINGS;

/** What stands inside a link of the navigation. */
export function NavItem({
  drawing,
  label,
  count,
}: {
  readonly drawing: NavDrawing;
  readonly label: string;
  /** Things waiting there, in words for a screen reader. */
  readonly count?: { readonly number: string; readonly words: string } | undefined;
}) {
  return (
    <>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={DRAWINGS[drawing]} />
      </svg>
      <span>{label}</span>
      {count === undefined ? null : (
        <span className="app-nav-count">
          <span aria-hidden="true">{count.number}</span>
          <span className="unseen">{count.words}</span>
        </span>
      )}
    </>
  );
}

/** The mission's clock. */
export function FrameClock({ time, zone }: { readonly time: string; readonly zone: string }) {
  return (
    <div className="app-clock">
      <span className="app-clock-time">{time}</span>
      <span className="app-clock-zone">{zone}</span>
    </div>
  );
}

/** Whether news still comes; a lost line is said aloud. */
export function FrameLine({ lost, words }: { readonly lost: boolean; readonly words: string }) {
  return (
    <span className={lost ? "app-line app-line-lost" : "app-line"} role="status">
      {words}
    </span>
  );
}
