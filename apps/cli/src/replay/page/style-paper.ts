import { customProperties, LIGHT } from "./style-tokens.ts";

/** On paper: light whatever the screen, sections whole where they fit, the table of all takes printed in full. */
export const PAPER_STYLE = `
@page{size:A4;margin:15mm 14mm}
@page takes{size:A4 landscape;margin:12mm}
@media print{
:root{color-scheme:light;${customProperties(LIGHT)}}
html{font-size:9.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.sheet{max-width:none;padding:0}
section{margin-top:1.4rem;padding-top:.9rem}
.shares th,.shares td{padding-block:.3rem}
.key-figures{margin:1rem 0}
figure,.caution,.verdict,tr,.signs li,.key-figures>div{break-inside:avoid}
h2,h3,.reading,caption{break-after:avoid}
figure svg.wide,.shares .plot{display:revert}
figure svg.wide{max-height:80mm}
.figure .under{white-space:nowrap}
figure svg.narrow{display:none}
.download,.download+.under,.data-leading,.data-smaller,.data-coverage{display:none}
details::details-content{content-visibility:visible;block-size:auto;display:block}
summary{color:var(--ink);list-style:none}
.scroll{overflow:visible;max-height:none;border:0}
.all-takes{page:takes}
.takes{width:100%;font-size:.7rem}
.takes th bdi{overflow-wrap:normal}
.takes th.words bdi{overflow-wrap:anywhere}
.takes th,.takes td{white-space:normal;padding:.2rem .35rem}
.takes thead th{position:static}
.takes .words{min-width:11rem}
}
`;
