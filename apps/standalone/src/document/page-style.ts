/** Readable on a phone, on a desk and on paper; colours are told apart by colour-blind eyes too. */
export const PAGE_STYLE = `
:root { color-scheme: light; --ink: #1a1a1a; --dim: #595959; --line: #c8c8c8; --accent: #0b5c8f; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 68rem; padding: 1rem; color: var(--ink); background: #fff;
  font: 1rem/1.55 "Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", "Hiragino Sans GB", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--accent); }
.label { display: inline-block; font-size: .8rem; font-weight: 600; color: #7a3e00;
  background: #fff3e0; border: 1px solid #b35c00; border-radius: .25rem; padding: 0 .4rem;
  vertical-align: middle; white-space: nowrap; }
.lead p, p.note { margin: .25rem 0; color: var(--dim); font-size: .92rem; }
nav ol { columns: 16rem; margin: .25rem 0 0; padding-left: 1.6rem; font-size: .95rem; }
a { color: var(--accent); }
.scroll { overflow-x: auto; margin: .75rem 0; }
.scroll:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid #e69f00; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--dim); padding: .25rem 0; }
th, td { padding: .25rem .55rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; white-space: nowrap; }
thead th { border-bottom: 2px solid var(--ink); }
tbody th { font-weight: 400; }
tbody tr:nth-child(even) { background: #f6f8fa; }
.right { text-align: right; }
.wide td { white-space: normal; }
.wide td, .wide th { min-width: 5em; }
.short { width: auto; min-width: 24rem; }
figure { margin: 1rem 0; max-width: 46rem; }
figcaption { font-weight: 600; margin-bottom: .25rem; }
.picture { overflow-x: auto; }
.picture svg { display: block; width: 100%; min-width: 30rem; height: auto; }
details { margin: .75rem 0; border: 1px solid var(--line); border-radius: .25rem; padding: 0 .75rem; }
summary { cursor: pointer; padding: .5rem 0; font-weight: 600; }
dl { font-size: .9rem; }
dt { font-weight: 600; margin-top: .5rem; }
dd { margin: 0; color: var(--dim); }
@media (max-width: 40rem) {
  body { padding: .6rem; }
  h1 { font-size: 1.3rem; }
  th, td { padding: .25rem .4rem; }
  .short { min-width: 0; }
}
@media print {
  body { max-width: none; font-size: 9pt; }
  nav { display: none; }
  h2, figcaption, caption { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll, .picture { overflow: visible; }
  .picture svg { min-width: 0; }
  th, td { white-space: normal; padding: .1rem .3rem; }
  details { border: 0; padding: 0; }
  details::details-content { content-visibility: visible; display: block; }
}
`;
