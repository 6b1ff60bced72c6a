/** Tables: nothing wider than a phone but the tables of takes, which scroll within their own frame. */
export const TABLE_STYLE = `
table{border-collapse:collapse;width:100%;margin:.75rem 0}
caption{text-align:start;padding-bottom:.35rem;font-size:.92rem}
.groups caption{font-weight:600;color:var(--ink)}
th,td{text-align:start;vertical-align:top;padding:.55rem .75rem .55rem 0;border-top:1px solid var(--rule)}
th:last-child,td:last-child{padding-inline-end:0}
thead th{border-top:0;border-bottom:2px solid var(--ink);font-size:.82rem;font-weight:600;vertical-align:bottom;line-height:1.25}
tbody tr:first-child>*{border-top:0}
tbody th{font-weight:600}
th bdi{overflow-wrap:anywhere}
.figure{text-align:end}
.shares tbody th{font-size:1.05rem}
.shares .big{font-size:1.35rem;font-weight:600;line-height:1.2;display:block}
.plot{width:30%;min-width:11rem}
.side-by-side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:.5rem 3rem}
.shares .inside,.shares .outside{white-space:nowrap}
.groups th:first-child{width:45%}
.gate td:nth-child(2){font-weight:600}
.gate .state{white-space:nowrap}
.gate .unknown .state{white-space:normal}
.gate .unmet .state{color:var(--bad);font-weight:600}
.gate .met .state{color:var(--good)}
.scroll{overflow-x:auto;max-height:34rem;overflow-y:auto;border:1px solid var(--rule)}
.takes{margin:0;font-size:.85rem;width:max-content;min-width:100%}
.takes caption{padding:.5rem .75rem}
.takes th,.takes td{padding:.35rem .75rem;white-space:nowrap}
.takes thead th{position:sticky;top:0;background:var(--paper);text-align:end;max-width:14rem;white-space:normal}
.takes .words{white-space:normal;min-width:24rem;text-align:start}
@media (max-width:46rem){
th,td{padding-inline-end:.45rem}
.shares .plot{display:none}
.shares .big{font-size:1.15rem}
.gate thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.gate,.gate tbody,.gate tr,.gate th,.gate td{display:block}
.gate tr{padding:.6rem 0;border-top:1px solid var(--rule)}
.gate th,.gate td{border:0;padding:.1rem 0}
.gate td[data-head]::before{content:attr(data-head) ": ";font-weight:400;color:var(--muted)}
.gate td .under{display:inline;margin-inline-start:.4em}
.shares .inside,.shares .outside{white-space:normal}
.stacked,.stacked caption,.stacked thead,.stacked tbody{display:block}
.stacked tr{display:grid;grid-template-columns:1fr 1fr 1fr;gap:0 .5rem;border-top:1px solid var(--rule);padding:.5rem 0}
.stacked thead tr{border-top:0;border-bottom:2px solid var(--ink)}
.stacked tr th:first-child{grid-column:1/-1;width:auto}
.stacked th,.stacked td{border:0;padding:.1rem 0}
.shares.stacked tr{grid-template-columns:1fr 1fr}
}
`;
