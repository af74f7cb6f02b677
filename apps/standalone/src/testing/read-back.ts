/** What a person reads in a page, without the code that wrote it. */
export function readTables(html: string): Map<string, string[][]> {
  const tables = new Map<string, string[][]>();
  for (const [, id = '', inside = ''] of html.matchAll(
    /<table id="([^"]+)"[^>]*>(.*?)<\/table>/gs,
  )) {
    const rows = [...inside.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => unescapeHtml(cell)),
    );
    tables.set(id, rows.slice(1));
  }
  return tables;
}

export function unescapeHtml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** The rows under a caption or title of a terminal's report, cut where columns are two blanks apart. */
export function readTextTable(text: string, title: string, from = 0): string[][] {
  const lines = text.split('\n');
  const start = lines.findIndex((line, i) => i >= from && line.includes(title));
  if (start < 0) throw new Error(`no ${title}`);
  const rule = lines.findIndex((line, i) => i > start && line.trim().startsWith('──'));
  const rows: string[][] = [];
  for (const line of lines.slice(rule + 1)) {
    if (!line.startsWith('  ') || !/\S {2,}\S/.test(line)) break;
    rows.push(line.trim().split(/ {2,}/));
  }
  return rows;
}
