import { ImportResult } from './import-result';
import { resultJson, resultText } from './print-result';

function result(isDryRun: boolean): ImportResult {
  const made = new ImportResult('network', 'n.csv', isDryRun);
  made.format = 'gbk';
  return made;
}

describe('what became of a file', () => {
  it('is told in Chinese and in English', () => {
    const made = result(false);
    made.count('nodes', 'created');
    made.count('nodes', 'unchanged');
    made.count('rounds', 'changed');
    const place = { line: 7, field: 'from' };
    made.refused.push({
      ...place,
      code: 'c',
      reason: '没有这一天。no day',
      fix: '请更正。mend it',
    });
    made.notes.push({ ...place, note: '已改为半角。made plain' });
    expect(resultText(made)).toBe(
      `network n.csv (gbk)
  网点 nodes: 新增 1 new, 变更 0 changed, 不变 1 as before
  邮路班次 rounds: 新增 0 new, 变更 1 changed, 不变 0 as before
  未受理 refused: 1 条原因 reason
    第 7 行 line 7, from: 没有这一天。no day
      → 请更正。mend it
  须知 to know: 1 条说明 note
    第 7 行 line 7, from: 已改为半角。made plain
`,
    );
  });

  it('of a dry run is what could be kept', () => {
    const made = result(true);
    made.count('links');
    expect(resultText(made)).toBe(
      `network n.csv (gbk，只作检查，未写入 dry run: nothing was written)
  线路 links: 可受理 1 good
`,
    );
  });

  it('is told a program without the Chinese names of things', () => {
    const made = result(false);
    made.count('nodes', 'created');
    expect(JSON.parse(resultJson(made))).toEqual({
      kind: 'network',
      file: 'n.csv',
      format: 'gbk',
      dryRun: false,
      tallies: [{ thing: 'nodes', good: 1, created: 1, changed: 0, unchanged: 0 }],
      refused: [],
      notes: [],
    });
  });
});
