import { SingleBar } from 'cli-progress';

export interface ProgressLine {
  phase: string;
  done: number;
  total: number;
}

const PLAIN_EVERY_MS = 2_000;
const NAMES: Record<string, string> = {
  register: '导入区划名录',
  merchants: '商户',
  products: '产品',
  projects: '一地一品项目',
  'number-blocks': '运单号段',
  nodes: '网点',
  links: '线路',
  timetables: '班次',
  rounds: '邮路',
  declarations: '申报',
  filings: '申报完毕',
  post: '下单 扫描 到村',
  settle: '等待处理完毕',
};

/** Count, rate and time left of what is going on: a bar in a terminal, plain lines in a file. */
export class Progress {
  private bar: SingleBar | undefined;
  private phase = '';
  private startedAt = 0;
  private startedDone = 0;
  private lastPlainAt = 0;

  constructor(private readonly out: NodeJS.WriteStream) {}

  show(line: ProgressLine): void {
    if (line.phase !== this.phase) this.begin(line);
    if (this.bar) {
      this.bar.setTotal(line.total);
      this.bar.update(line.done, this.figures(line));
      return;
    }
    const now = performance.now();
    if (now - this.lastPlainAt < PLAIN_EVERY_MS && line.done < line.total) return;
    this.lastPlainAt = now;
    const { rate, left } = this.figures(line);
    this.out.write(`${nameOf(line.phase)} ${line.done}/${line.total} ${rate}/s 剩余 ${left}\n`);
  }

  /** A line for the person, above the bar. */
  say(text: string): void {
    this.end();
    this.out.write(`${text}\n`);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
    this.phase = '';
  }

  private begin(line: ProgressLine): void {
    this.end();
    this.phase = line.phase;
    this.startedAt = performance.now();
    this.startedDone = line.done;
    this.lastPlainAt = 0;
    if (!this.out.isTTY) return;
    this.bar = new SingleBar({
      format: `${nameOf(line.phase)} {bar} {value}/{total} {rate}/s 剩余 {left}`,
      barsize: 30,
      stream: this.out,
      hideCursor: true,
      barCompleteChar: '█',
      barIncompleteChar: '░',
      fps: 5,
    });
    this.bar.start(line.total, line.done, this.figures(line));
  }

  private figures(line: ProgressLine): { rate: number; left: string } {
    const seconds = Math.max((performance.now() - this.startedAt) / 1_000, 0.001);
    const rate = (line.done - this.startedDone) / seconds;
    const left = rate > 0 ? (line.total - line.done) / rate : Number.NaN;
    return { rate: Math.round(rate), left: durationOf(left) };
  }
}

/** `1:05` for 65 seconds; `-` while it cannot be told. */
function durationOf(seconds: number): string {
  if (!Number.isFinite(seconds)) return '-';
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function nameOf(phase: string): string {
  return NAMES[phase] ?? phase;
}

/** A line the simulator wrote, or undefined if it is no progress line. */
export function parseProgress(text: string): ProgressLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(text) as Partial<ProgressLine>;
    const { phase, done, total } = value;
    if (typeof phase !== 'string' || typeof done !== 'number' || typeof total !== 'number') {
      return undefined;
    }
    return { phase, done, total };
  } catch {
    return undefined;
  }
}
