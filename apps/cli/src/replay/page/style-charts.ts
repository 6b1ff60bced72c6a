const CHOICE_COLOURS = Array.from(
  { length: 8 },
  (_, i) => `.choice-${i + 1}{color:var(--choice-${i + 1})}`,
).join("\n");

/** Drawings: lines and marks take their choice's colour, words stay in ink. */
export const CHART_STYLE = `
figure{margin:1rem 0 .25rem}
figure svg{display:block;width:100%;height:auto;font-family:inherit;overflow:visible}
figure svg.narrow{display:none}
svg text{fill:var(--ink)}
svg .tick{fill:var(--muted);font-size:.9em}
svg .strong{font-weight:700}
svg .name{unicode-bidi:isolate}
.choice-0{color:var(--muted)}
${CHOICE_COLOURS}
.grid{stroke:var(--rule);stroke-width:1}
.axis{stroke:var(--muted);stroke-width:1}
.early{fill:var(--early)}
svg .early-words{fill:var(--muted);font-size:.9em;paint-order:stroke;stroke:var(--early);stroke-width:4;stroke-linejoin:round}
.band{fill:currentColor;fill-opacity:.2;stroke:none}
.line{fill:none;stroke:currentColor;stroke-width:2.5;stroke-linejoin:round}
.lone-interval,.ends{stroke:currentColor;stroke-width:1.5;fill:none}
.marks,.swatch,.difference{fill:currentColor}
.end-label circle,.end-label path:not(.leader){fill:currentColor}
.leader{stroke:currentColor;stroke-width:1;fill:none}
.file-total{stroke:var(--ink);stroke-width:1.4;stroke-dasharray:7 4;fill:none}
svg .file-words{fill:var(--muted);font-size:.9em}
.plan-words{font-size:.88em;font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:4;stroke-linejoin:round}
.coverage{color:var(--accent)}
.floor{stroke:var(--caution-line);stroke-width:1.6;stroke-dasharray:2 3}
.swatch{width:1em;height:1em;vertical-align:-.12em;margin-inline-end:.4em}
.difference{display:block;width:100%;height:auto}
.bar{display:block;width:100%;height:.4rem;margin-top:.3rem}
.bar-all{fill:var(--rule)}
.bar-arrived{fill:var(--accent)}
@media (max-width:46rem){
figure svg.wide{display:none}
figure svg.narrow{display:block}
}
`;
