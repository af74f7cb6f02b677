import { type EChartsOption, init } from 'echarts';

/** Told apart by colour-blind eyes too (Okabe and Ito 2008). */
export const COLOURS = {
  blue: '#0072b2',
  orange: '#e69f00',
  vermilion: '#d55e00',
  green: '#009e73',
  purple: '#cc79a7',
  grey: '#bdbdbd',
  ink: '#1a1a1a',
  dim: '#595959',
  line: '#c8c8c8',
} as const;

const CHART_WIDTH = 720;
const FONT =
  "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif";

/**
 * A chart as SVG to stand inside a page: no script, no style sheet, and ids that begin with `id`, so
 * that two charts of one page, or two runs of one report, never differ by a counter.
 */
export function renderSvg(id: string, height: number, option: EChartsOption): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT, fontSize: 13 }, ...option });
    return inPage(id, chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function inPage(id: string, svg: string): string {
  return svg
    .replace(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xmlns(?::\w+)?|version|baseProfile)="[^"]*"/g, '')
    .replace(/font-family:[^;"]*;?/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/ d="([^"]*)"/g, (_whole, path: string) => ` d="${rounded(path)}"`)
    .replace('<svg ', `<svg font-family="${FONT}" aria-hidden="true" focusable="false" `)
    .replace(/\n+/g, '\n')
    .trim();
}

/** To a tenth of a pixel: a map has tens of thousands of points. */
const rounded = (path: string): string =>
  path.replace(/-?\d+\.\d+(?:e-?\d+)?/g, (number) => String(Math.round(Number(number) * 10) / 10));
