import { CHART_STYLE } from "./style-charts.ts";
import { PAPER_STYLE } from "./style-paper.ts";
import { TABLE_STYLE } from "./style-tables.ts";
import { customProperties, DARK, LIGHT } from "./style-tokens.ts";

/** The page's only style sheet. Its text is hashed into the page's policy, so it depends on nothing. */
export function pageStyle(): string {
  const themes = `:root{color-scheme:light dark;${customProperties(LIGHT)}}
@media (prefers-color-scheme:dark){:root{${customProperties(DARK)}}}`;
  return [themes, TEXT_STYLE, TABLE_STYLE, CHART_STYLE, PAPER_STYLE].join("\n");
}

/** Text, headings and the warnings. Sizes follow the reader's own; on a wall they grow with the screen. */
const TEXT_STYLE = `
*,*::before,*::after{box-sizing:border-box}
html{font-size:clamp(1rem,.6rem + .5vw,1.9rem);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
line-height:1.5;font-variant-numeric:tabular-nums lining-nums}
.sheet{max-width:66rem;margin:0 auto;padding:1.25rem 1rem 2rem}
h1,h2,h3,.verdict p{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;line-height:1.22;text-wrap:balance}
h1{font-size:clamp(1.65rem,1.1rem + 2.4vw,2.6rem);margin:.1rem 0 1rem;font-weight:600;overflow-wrap:anywhere}
h2{font-size:1.45rem;font-weight:600;margin:0 0 .5rem}
h3{font-size:1.1rem;font-weight:600;margin:1.5rem 0 .25rem}
p{margin:.5rem 0;max-width:46rem}
section{margin-top:2.75rem;border-top:1px solid var(--rule);padding-top:1.25rem}
.kind{margin:0;color:var(--accent);font-weight:600;letter-spacing:.02em}
.reading,.under,.method,caption,footer{color:var(--muted)}
.under{display:block;font-size:.82rem;font-weight:400;line-height:1.35}
.none{color:var(--muted);font-style:italic}
.caution{display:flex;gap:.25rem 1.25rem;flex-wrap:wrap;background:var(--caution-paper);border:2px solid var(--caution-line);
border-inline-start-width:.6rem;padding:.75rem 1rem;font-size:1.05rem}
.caution>div{flex:1 1 16rem}
.caution p{margin:0 0 .25rem}
.caution-word{font-weight:700;text-transform:uppercase;letter-spacing:.04em}
.caution-line{font-size:.82rem;border-inline-start:.3rem solid var(--caution-line);padding-inline-start:.6rem;margin:.75rem 0 0}
.verdict{border:0;border-inline-start:.4rem solid var(--bad);padding:.25rem 0 .25rem 1rem;margin-top:1.75rem}
.verdict.open{border-color:var(--good)}
.verdict.close{border-color:var(--caution-line)}
.verdict-when{font:inherit;font-size:.9rem;color:var(--muted);margin:0}
.verdict p{font-size:clamp(1.2rem,1rem + 1vw,1.65rem);margin:.15rem 0 0;max-width:54rem;text-wrap:pretty}
.verdict-sign{display:inline-block;min-width:1.1em;margin-inline-end:.35em;font-weight:700;text-align:center}
.inside{color:var(--good)}
.outside,.missed strong{color:var(--bad)}
.key-figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:1.25rem 2rem;margin:1.75rem 0}
.key-figures>div{border-top:2px solid var(--ink);padding-top:.4rem}
dt{font-weight:600}
dd{margin:0}
.key-figures .big{font-size:1.7rem;font-weight:600;line-height:1.25;overflow-wrap:anywhere}
.key-figures .none.big{font-size:1.15rem}
.key-figures dd .under{display:inline}
.signs{list-style:none;padding:0;margin:1rem 0 0;display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1.25rem 2rem}
.signs li{border-top:2px solid var(--rule);padding-top:.5rem}
.signs li.raised{border-color:var(--bad)}
.sign-state{display:block;font-size:.9rem}
.raised .sign-state{color:var(--bad);font-weight:600}
.quiet .sign-state{color:var(--good)}
.facts>div{display:grid;grid-template-columns:minmax(9rem,13rem) 1fr;gap:0 1rem;padding:.4rem 0;border-top:1px solid var(--rule)}
.facts dd,code{overflow-wrap:anywhere}
code{font-family:ui-monospace,"SF Mono",Consolas,"Noto Sans Mono",monospace;font-size:.88em}
summary{cursor:pointer;padding:.45rem 0;min-height:1.5rem;color:var(--accent);font-weight:600}
a{color:var(--accent)}
.download{display:inline-block;padding:.3rem 0;font-weight:600}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
footer{margin-top:3rem;border-top:1px solid var(--rule);padding-top:1rem;font-size:.88rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (max-width:34rem){.facts>div{grid-template-columns:1fr}}
`;
