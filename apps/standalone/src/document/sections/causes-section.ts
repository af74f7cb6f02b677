import { COVERAGE_STATES, INDICATORS, type Indicator } from '@youlu/vocabulary';
import type { ReportModel, UnitRow } from '../../report/report-model';
import type { Block, FoldBlock, Section, TableBlock } from '../document';
import type { DocumentInput, PageExtras } from '../pictures';
import { Names } from '../place-names';
import { type Cause, type ReportWords, fill } from '../words/words';

/** What the deciding rule says about why a unit is not observed. */
const CAUSE_OF_RULE: Readonly<Record<string, Cause>> = {
  'parcels-stopped-elsewhere': 'stopped',
  'visits-below-frequency': 'missed',
  'declared-without-visits': 'missed',
  'declared-without-evidence': 'no-parcel',
  'filing-complete-not-declared': 'not-declared',
  'no-filing': 'no-filing',
};

interface RuleGroup {
  indicator: Indicator;
  state: UnitRow['state'];
  rule: string;
  cause: Cause | undefined;
  units: UnitRow[];
}

/** Units by state and deciding rule; on a page with every unit that is not observed. */
export function causesSection(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
): Section {
  const names = new Names(model, words);
  const blocks: Block[] = [{ kind: 'lines', where: 'both', lines: [words.say.causesNote] }];
  for (const indicator of INDICATORS) {
    const groups = groupsOf(model, indicator);
    blocks.push(causeTable(words, indicator, groups));
    const missing = groups.filter(({ cause }) => cause !== undefined);
    if (model.scenario.scope.length === 6) {
      blocks.push({ kind: 'lines', where: 'terminal', lines: missing.map(nameLine(words)) });
    }
    const { page } = input;
    if (page) blocks.push(...missing.map((group) => unitList(words, names, page, group)));
  }
  return { id: 'causes', title: words.sections.causes, blocks };
}

function groupsOf(model: ReportModel, indicator: Indicator): RuleGroup[] {
  const groups = new Map<string, RuleGroup>();
  for (const unit of model.units) {
    if (unit.indicator !== indicator) continue;
    const { state, rule } = unit;
    const key = `${COVERAGE_STATES.indexOf(state)}|${rule}`;
    const group = groups.get(key) ?? {
      ...{ indicator, state, rule, units: [] },
      cause: CAUSE_OF_RULE[rule],
    };
    group.units.push(unit);
    groups.set(key, group);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function causeTable(words: ReportWords, indicator: Indicator, groups: RuleGroup[]): TableBlock {
  const { columns: c } = words;
  return {
    kind: 'table',
    id: `causes-${indicator}`,
    where: 'both',
    caption: words.indicators[indicator],
    columns: [
      { title: c.state },
      { title: c.count, align: 'right' },
      { title: c.cause },
      { title: c.rule },
    ],
    rows: groups.map(({ state, rule, cause, units }) => [
      words.states[state],
      String(units.length),
      cause ? words.causes[cause] : undeclaredNote(words, units),
      rule,
    ]),
  };
}

function undeclaredNote(words: ReportWords, units: UnitRow[]): string {
  const undeclared = units.filter((unit) => unit.undeclared).length;
  return undeclared > 0 ? fill(words.say.undeclared, undeclared) : '';
}

/** One line; the terminal cuts it. */
const nameLine =
  (words: ReportWords) =>
  ({ state, units }: RuleGroup): string =>
    `${words.states[state]}: ${units.map(({ name }) => name).join(' ')}`;

/** Declared units one by one, with the figures behind; the rest by county. */
function unitList(words: ReportWords, names: Names, page: PageExtras, group: RuleGroup): FoldBlock {
  const { indicator, cause, units } = group;
  const title = cause ? words.causes[cause] : '';
  const summary = fill(words.say.unitsOf, words.indicators[indicator], title, units.length);
  const isDeclared = cause === 'stopped' || cause === 'missed' || cause === 'no-parcel';
  const block = isDeclared
    ? unitTable(words, names, page, group)
    : { kind: 'list' as const, items: byCounty(words, names, page, group) };
  return { kind: 'fold', summary, blocks: [block] };
}

function unitTable(
  words: ReportWords,
  names: Names,
  page: PageExtras,
  { indicator, rule, units }: RuleGroup,
): TableBlock {
  const { columns: c } = words;
  const titles = [c.code, c.unit, c.place, c.declaredFrom, c.reason, c.planted];
  return {
    kind: 'table',
    id: `units-${indicator}-${rule}`,
    where: 'page',
    caption: '',
    columns: titles.map((title) => ({ title })),
    rows: units.map((unit) => [
      unit.code,
      unit.name,
      placeOf(names, unit),
      unit.declaredFrom ?? '',
      unit.reason,
      plantedIn(words, page, unit),
    ]),
  };
}

function placeOf(names: Names, { code, parentCode }: UnitRow): string {
  const county = names.place(code.slice(0, 6));
  return parentCode.length > 6 ? `${county} ${names.place(parentCode)}` : county;
}

/** Disturbances that can keep a unit from being observed under this indicator. */
function plantedIn(words: ReportWords, page: PageExtras, { code, indicator }: UnitRow): string {
  const wanted = indicator === 'village-direct-mail' ? 'missed-round' : 'parked-village';
  const kinds = (page.planted.get(code) ?? []).filter((kind) => kind === wanted);
  const [kind] = kinds;
  if (kind === undefined) return '';
  const word = words.planted[kind] ?? kind;
  return kinds.length > 1 ? `${word} ×${kinds.length}` : word;
}

function byCounty(
  words: ReportWords,
  names: Names,
  page: PageExtras,
  { units, cause }: RuleGroup,
): { term: string; text: string }[] {
  const counties = new Map<string, UnitRow[]>();
  for (const unit of units) {
    const county = unit.code.slice(0, 6);
    counties.set(county, [...(counties.get(county) ?? []), unit]);
  }
  return [...counties].map(([county, members]) => {
    const [planted] = cause === 'no-filing' ? (page.planted.get(county) ?? []) : [];
    const note = planted === undefined ? '' : ` · ${words.planted[planted] ?? planted}`;
    return {
      term: `${names.placeWithCode(county)} (${members.length})${note}`,
      text: members.map(({ name, code }) => `${name} ${code}`).join(', '),
    };
  });
}
