// Runs a benchmark: a warm-up, interleaved rounds, medians, and a verdict on each target.
import { cpus, loadavg, totalmem } from 'node:os';

const ROUND_MS_MAX = 300_000;

export function machine() {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'cpu'}, ${gib} GiB, Node ${process.versions.node}`;
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Finer than any bound is written, so that none is reached by rounding. */
export const ratio = (one, other) => Math.round((one / other) * 10_000) / 10_000;

/** A target is met when the median is; `must` and `aim` carry their direction. */
function judge(figures, targets) {
  return Object.fromEntries(
    Object.entries(targets).map(([name, { must, aim, atLeast = false }]) => {
      const figure = figures[name];
      if (figure === undefined) throw new Error(`The target ${name} has no figure.`);
      const meets = (wanted) => (atLeast ? figure >= wanted : figure <= wanted);
      return [name, { must, aim, atLeast, met: meets(must), aimMet: meets(aim) }];
    }),
  );
}

function bounded(name, work) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    const said = new Error(`${name} took over ${ROUND_MS_MAX / 1000} s.`);
    timer = setTimeout(() => reject(said), ROUND_MS_MAX);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Each variant once. `turn` rotates who begins; those that build on each other say `inOrder`. */
async function oneRound(opened, round, turn) {
  const names = Object.keys(opened.variants);
  const shift = opened.inOrder ? 0 : turn % names.length;
  const order = [...names.slice(shift), ...names.slice(0, shift)];
  const results = {};
  for (const name of order) {
    results[name] = await bounded(`${name}, round ${round}`, opened.variants[name]({ round }));
  }
  return results;
}

/** Ratios first, then every figure of every variant. */
function flat(opened, results) {
  const figures = { ...opened.figures(results) };
  for (const [variant, measured] of Object.entries(results)) {
    for (const [key, value] of Object.entries(measured)) figures[`${variant}.${key}`] = value;
  }
  return figures;
}

async function interleaved(bench, count, say) {
  const opened = await bench.open(say);
  const rounds = [];
  try {
    if (bench.warmUp !== false) {
      const figures = flat(opened, await oneRound(opened, 0, 0));
      say(`warm-up (not counted)  ${JSON.stringify(figures)}`);
    }
    for (let i = 1; i <= count; i++) {
      const figures = flat(opened, await oneRound(opened, i, i));
      rounds.push(figures);
      say(`round ${i}/${count}  ${JSON.stringify(figures)}`);
    }
  } finally {
    await opened.close();
  }
  return rounds;
}

async function oneAfterAnother(bench, count, say) {
  const rounds = [];
  for (let i = 1; i <= count; i++) {
    const figures = await bench.round(i);
    rounds.push(figures);
    say(`round ${i}/${count}  ${JSON.stringify(figures)}`);
  }
  return rounds;
}

/** All rounds of one benchmark with their medians and verdicts. */
export async function measure(name, bench, count, say) {
  const loadBefore = loadavg()[0];
  const date = new Date().toISOString();
  const begun = performance.now();
  const rounds = await (bench.open ? interleaved : oneAfterAnother)(bench, count, say);
  const figures = Object.fromEntries(
    Object.keys(rounds[0]).map((key) => [key, median(rounds.map((r) => r[key]))]),
  );
  const seconds = Math.round((performance.now() - begun) / 1000);
  const targets = judge(figures, bench.targets);
  return { name, date, machine: machine(), loadBefore, seconds, rounds, figures, targets };
}

function verdictOf({ must, aim, atLeast, met, aimMet }) {
  const sign = atLeast ? '≥' : '≤';
  const said = (isMet) => (isMet ? 'met' : 'NOT MET');
  return `  must ${sign} ${must}: ${said(met)}, aim ${sign} ${aim}: ${said(aimMet)}`;
}

/** The medians as lines; those with a target say how it stands. */
export function tableOf(
  { name, figures, targets, rounds, seconds, loadBefore },
  onlyTargets = false,
) {
  const lines = onlyTargets
    ? []
    : [`${name}: ${rounds.length} rounds in ${seconds} s, load before ${loadBefore.toFixed(1)}`];
  for (const [key, value] of Object.entries(figures)) {
    const target = targets[key];
    if (onlyTargets && !target) continue;
    const label = onlyTargets ? `${name.padEnd(13)} ${key}` : key;
    const verdict = target ? verdictOf(target) : '';
    lines.push(`${label.padEnd(onlyTargets ? 44 : 32)} ${String(value).padStart(10)}${verdict}`);
  }
  return lines.join('\n');
}

/** Targets that were missed, by name. */
export function missed({ name, targets }) {
  return Object.entries(targets)
    .filter(([, { met }]) => !met)
    .map(([key]) => `${name} ${key}`);
}
