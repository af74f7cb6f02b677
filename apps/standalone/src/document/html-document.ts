import type {
  Block,
  ChartBlock,
  Column,
  FoldBlock,
  ListBlock,
  ReportDocument,
  Section,
  TableBlock,
} from './document';
import { PAGE_STYLE } from './page-style';

/** Tables of few columns do not stretch over the page. */
const FEW_COLUMNS = 4;
/** Cells longer than this wrap instead of widening the table. */
const LONG_CELL = 24;

/** The report as one page that needs nothing else: no script, no font, no picture from elsewhere. */
export function htmlDocument(document: ReportDocument): string {
  const { lang, title, sections } = document;
  const label = labelOf(document);
  const contents = sections.map(
    (section) => `<li><a href="#section-${section.id}">${escapeHtml(section.title)}</a></li>`,
  );
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(title)}${document.label === '' ? '' : ` (${escapeHtml(document.label)})`}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}${label}</h1>
<div class="lead">${document.lead.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}</div>
</header>
<nav aria-label="${escapeHtml(document.words.contents)}">
<ol>${contents.join('')}</ol>
</nav>
<main>
${sections.map((section) => htmlSection(document, section)).join('\n')}
</main>
</body>
</html>
`;
}

/** Text that is safe between tags and inside quoted attributes. */
function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const labelOf = ({ label }: ReportDocument): string =>
  label === '' ? '' : ` <span class="label">${escapeHtml(label)}</span>`;

function htmlSection(document: ReportDocument, section: Section): string {
  const title = `<h2 id="section-${section.id}">${escapeHtml(section.title)}${labelOf(document)}</h2>`;
  const blocks = section.blocks.map((block) => htmlBlock(document, block));
  return `<section aria-labelledby="section-${section.id}">\n${[title, ...blocks].join('\n')}\n</section>`;
}

function htmlBlock(document: ReportDocument, block: Block): string {
  switch (block.kind) {
    case 'table':
      return block.where === 'terminal' ? '' : htmlTable(document, block);
    case 'lines':
      return block.where === 'terminal' ? '' : block.lines.map(htmlNote).join('\n');
    case 'chart':
      return htmlChart(document, block);
    case 'fold':
      return htmlFold(document, block);
    case 'list':
      return htmlList(block);
  }
}

const htmlNote = (line: string): string => `<p class="note">${escapeHtml(line)}</p>`;

function htmlTable(document: ReportDocument, { id, caption, columns, rows }: TableBlock): string {
  const titles = columns.map(
    (column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.title)}</th>`,
  );
  const lines = rows.map((row) => {
    const cells = columns.map((column, i) => htmlCell(column, row[i] ?? '', i === 0));
    return `<tr>${cells.join('')}</tr>`;
  });
  const hasLong = rows.some((row) => row.some((cell) => cell.length > LONG_CELL));
  const kind = columns.length <= FEW_COLUMNS ? 'short' : hasLong ? 'wide' : '';
  const name = escapeHtml(`${caption === '' ? id : caption} (${document.words.scrollable})`);
  const head = caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  return `<div class="scroll" role="region" tabindex="0" aria-label="${name}">
<table id="${id}"${kind === '' ? '' : ` class="${kind}"`}>${head}
<thead><tr>${titles.join('')}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody></table></div>`;
}

function htmlCell(column: Column, text: string, isHeading: boolean): string {
  const cell = escapeHtml(text);
  if (isHeading) return `<th scope="row"${classOf(column)}>${cell}</th>`;
  return `<td${classOf(column)}>${cell}</td>`;
}

const classOf = ({ align }: Column): string => (align === 'right' ? ' class="right"' : '');

function htmlChart(document: ReportDocument, { id, title, description, svg }: ChartBlock): string {
  const name = escapeHtml(`${title}. ${description}`);
  return `<figure id="${id}">
<figcaption>${escapeHtml(title)}${labelOf(document)}</figcaption>
<div class="picture" role="img" aria-label="${name}">${svg}</div>
</figure>`;
}

function htmlFold(document: ReportDocument, { summary, blocks }: FoldBlock): string {
  const inside = blocks.map((block) => htmlBlock(document, block)).join('\n');
  return `<details><summary>${escapeHtml(summary)}</summary>\n${inside}\n</details>`;
}

function htmlList({ items }: ListBlock): string {
  const entries = items.map(
    ({ term, text }) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd>`,
  );
  return `<dl>${entries.join('\n')}</dl>`;
}
