import type { ReactNode } from "react";
import type { Tone } from "../notice/notice.tsx";
import "./layout.css";

/** The head of a page: what kind of page, its title, a sentence. The title takes the focus when the page changes. */
export function PageHead({
  kind,
  title,
  children,
}: {
  readonly kind?: string;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <header className="page-head">
      {kind === undefined ? null : <p className="page-kind">{kind}</p>}
      <h1 tabIndex={-1}>{title}</h1>
      {children === undefined ? null : <div className="page-lead">{children}</div>}
    </header>
  );
}

/** A part of a page under its own rule and heading. */
export function Section({
  title,
  reading,
  aside,
  children,
}: {
  readonly title: ReactNode;
  /** How to read what follows. */
  readonly reading?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {reading === undefined ? null : <div className="section-reading">{reading}</div>}
      {children}
    </section>
  );
}

/** The one sentence of a page: whether its figures can be trusted, and why. */
export function Verdict({
  tone,
  when,
  children,
}: {
  readonly tone: Tone;
  readonly when: string;
  readonly children: ReactNode;
}) {
  return (
    <div className={tone === "plain" ? "verdict" : `verdict verdict-${tone}`}>
      <p className="verdict-when">{when}</p>
      <p className="verdict-words">{children}</p>
    </div>
  );
}

/** Parts beside each other where there is room. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className="columns">{children}</div>;
}

/** Parts under each other at an even distance. */
export function Stack({ children }: { readonly children: ReactNode }) {
  return <div className="stack">{children}</div>;
}
