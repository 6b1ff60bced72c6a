/**
 * The look of public pages. Colours and sizes are those of `packages/ui/src/style/tokens.css`, said again because this
 * page must not depend on a built web app; a test holds the two together.
 */
export const TOKENS = `:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #11161c);
  --ground: light-dark(#f4f6f8, #0b0f14);
  --ink: light-dark(#17212b, #e9edf1);
  --muted: light-dark(#4c5966, #a9b4bf);
  --rule: light-dark(#d3d9df, #36404b);
  --accent: light-dark(#174a7c, #8fbcf0);
  --band: light-dark(#12304d, #0e1a27);
  --on-band: light-dark(#ffffff, #e9edf1);
  --on-band-muted: light-dark(#c3d3e4, #a9b9ca);
  --good: light-dark(#17633d, #74d19f);
  --bad: light-dark(#a3210d, #ff9a85);
  --caution-ground: light-dark(#fff4d6, #33280b);
  --caution-line: light-dark(#a66b00, #d9a83a);
  --measure: 44rem;
}
`;

export const STYLE = `${TOKENS}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  line-height: 1.5;
  font-variant-numeric: tabular-nums lining-nums;
  overflow-wrap: break-word;
}
h1, h2, .headline, .mission {
  font-family: "Iowan Old Style", "Palatino Linotype", Palatino, "Noto Serif", Georgia, serif;
  line-height: 1.2;
  text-wrap: balance;
}
h1 { font-size: clamp(1.6rem, 1.2rem + 1.6vw, 2.3rem); margin: 0.25rem 0 1rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 0.5rem; }
a { color: var(--accent); text-underline-offset: 0.18em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.band {
  background: var(--band);
  color: var(--on-band);
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 2rem;
  align-items: baseline;
  justify-content: space-between;
  padding: 0.9rem max(1rem, calc((100vw - 58rem) / 2));
}
.mission { margin: 0; font-size: 1.1rem; }
.band ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; margin: 0; padding: 0; }
.band a, .band span { color: var(--on-band); display: inline-block; padding: 0.25rem 0; }
.band a { color: var(--on-band-muted); }
.band span { font-weight: 600; }
.band :focus-visible { outline-color: var(--on-band); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
.kicker, .when, .subject { color: var(--muted); margin: 0; }
.when { font-size: 0.9rem; }
.headline {
  font-size: clamp(1.25rem, 1.05rem + 0.9vw, 1.6rem);
  margin: 0 0 0.75rem;
  padding-left: 1rem;
  border-left: 0.3rem solid var(--accent);
}
.words p, .check p { max-width: var(--measure); margin: 0 0 0.75rem; }
.words { margin-top: 1.5rem; }
.scroll { overflow-x: auto; background: var(--paper); border: 1px solid var(--rule); border-radius: 0.25rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; padding: 0.5rem 0.75rem; vertical-align: middle; font-weight: 400; }
thead th, thead td { font-size: 0.84rem; color: var(--muted); vertical-align: bottom; }
tbody tr { border-top: 1px solid var(--rule); }
.number { text-align: end; white-space: nowrap; }
thead .number { white-space: normal; }
.strong { font-weight: 650; font-size: 1.1rem; }
.drawn { width: 15rem; min-width: 8rem; padding-inline: 0; }
.scale-ends { display: flex; justify-content: space-between; padding-block: 0.5rem; }
thead tr { height: 100%; }
thead .scale-ends { height: 100%; align-items: flex-end; }
.bar { display: block; width: 100%; height: auto; }
.scale { stroke: var(--rule); stroke-width: 1; }
.interval { stroke: var(--accent); stroke-width: 5; stroke-linecap: round; opacity: 0.55; }
.estimate { fill: var(--accent); }
.met td:last-child { color: var(--good); }
.unmet td:last-child { color: var(--bad); font-weight: 600; }
.withdrawn { background: var(--caution-ground); border-left: 0.3rem solid var(--caution-line); padding: 0.75rem 1rem; margin-bottom: 1.5rem; }
.withdrawn p { margin: 0.25rem 0; max-width: var(--measure); }
dl { margin: 0 0 0.75rem; }
dl div { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0 1rem; padding: 0.2rem 0; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; }
code { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.8rem; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  .drawn { display: none; }
  th, td { padding: 0.45rem 0.5rem; }
  dl div { grid-template-columns: 1fr; }
}
@media print {
  :root { color-scheme: light; }
  @page { margin: 12mm; }
  body { background: none; font-size: 8.6pt; line-height: 1.35; }
  .band { background: none; color: var(--ink); border-bottom: 1.5pt solid var(--ink); padding: 0 0 2mm; }
  .band nav { display: none; }
  main { padding: 3mm 0 0; }
  h1 { font-size: 16pt; margin-bottom: 2mm; }
  h2 { font-size: 10.5pt; margin: 3.5mm 0 1mm; }
  .headline { font-size: 12pt; }
  th, td { padding: 0.7mm 2mm; }
  .words { margin-top: 3mm; }
  .words p, .check p { max-width: none; margin-bottom: 1.2mm; }
  code { font-size: 7pt; }
  section { break-inside: avoid; }
}
`;
