import { Outbox } from '@youlu/messaging';
import {
  REAL_REGISTER,
  realRegisterCsv,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { ImportRegister } from './import-register.use-case';
import { judgeRegisterFile } from './register-file.client';

type Problem = {
  code: string;
  detail: string;
  confirmation?: string;
  lossCount?: number;
  losses?: { parentCode: string; units: number; abolished: number }[];
  errors: { line: number; code: string; fix: string }[];
};
type Imported = { units: number; byKind: Record<string, number>; changed: boolean };
type Unit = { unitId: string; code: string; name: string; level: string; parentCode: string };
type UnitPage = { items: Unit[]; nextCursor: string | null };

describe('the register', () => {
  let coverage: RunningCoverage;
  const csv = realRegisterCsv();
  const rowsStored = async (): Promise<number> => {
    const [row] = await coverage.db.query<{ n: number }>(
      `SELECT (SELECT count(*) FROM unit_versions) + (SELECT count(*) FROM registers) AS n`,
    );
    return row?.n ?? -1;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('says what to do while none is loaded', async () => {
    const { status, body } = await coverage.get<Problem>(
      '/v1/coverage/rates?indicator=village-express&level=county&asOf=2020-09-27',
    );
    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'coverage.register.none-in-force' });
    expect(body.detail).toContain('POST /v1/registers');
  });

  it('refuses a bad file with its lines, and applies no half of it', async () => {
    const lines = csv.trim().split('\n');
    const orphaned = lines.filter((line) => !line.startsWith('653024203,'));
    orphaned.push(orphaned[10] as string);
    const { status, body } = await coverage.post<Problem>('/v1/registers', {
      ...REAL_REGISTER,
      csv: orphaned.join('\n'),
    });
    expect(status).toBe(400);
    expect(body.code).toBe('coverage.register.refused');
    const repeated = { line: orphaned.length, code: 'code-repeated' };
    expect(body.errors).toContainEqual(expect.objectContaining(repeated));
    expect(body.errors.filter((fault) => fault.code === 'parent-missing').length).toBeGreaterThan(
      0,
    );
    expect(await rowsStored()).toBe(0);
  });

  it('names the field of a request that is not one', async () => {
    const { status, body } = await coverage.post<{ field: string }>('/v1/registers', {
      ...REAL_REGISTER,
      registerDate: '2020-02-30',
      csv,
    });
    expect([status, body.field]).toEqual([400, 'registerDate']);
  });

  it('loads 16,322 real units in one transaction, with their events', async () => {
    const { rows } = await judgeRegisterFile(csv);
    const importRegister = coverage.app.get(ImportRegister, { strict: false });
    const undone = coverage.db.transaction(async (tx) => {
      await importRegister.execute(tx, { ...REAL_REGISTER, rows }, () => 1);
      const [events] = await tx.query<{ n: number }>('SELECT count(*) AS n FROM outbox');
      expect(events?.n).toBeGreaterThanOrEqual(Math.ceil(16_322 / 500));
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await rowsStored()).toBe(0);
    expect(coverage.app.get(Outbox, { strict: false })).toBeDefined();

    const { status, body } = await coverage.post<Imported>('/v1/registers', {
      ...REAL_REGISTER,
      csv,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ units: 16_322, changed: true, byKind: { admin_village: 8891 } });
    expect(await rowsStored()).toBe(16_323);
  });

  it('changes nothing when the same edition comes again, however the file is written', async () => {
    const [header, ...lines] = csv.trim().split('\n');
    const rewritten = `\uFEFF${[header, ...lines.reverse()].join('\r\n')}\r\n`;
    const { status, body } = await coverage.post<Imported>('/v1/registers', {
      ...REAL_REGISTER,
      csv: rewritten,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ units: 16_322, changed: false });
    expect(await rowsStored()).toBe(16_323);
    const [outbox] = await coverage.db.query<{ n: number }>(
      `SELECT count(*) AS n FROM unit_versions WHERE version > 1`,
    );
    expect(outbox?.n).toBe(0);
  });

  it('refuses other content for its date and says what to do', async () => {
    const { status, body } = await coverage.post<Problem>('/v1/registers', {
      ...REAL_REGISTER,
      csv: csv.replace('乌恰镇', '乌恰新镇'),
    });
    expect([status, body.code]).toEqual([409, 'coverage.register.differs']);
    expect(body.detail).toMatch(/state|date/);
    expect(await rowsStored()).toBe(16_323);
  });

  it('lists what is loaded', async () => {
    const { body } = await coverage.get<{ items: { registerDate: string; units: number }[] }>(
      '/v1/registers',
    );
    expect(body.items).toMatchObject([{ registerDate: '2020-06-30', units: 16_322 }]);
  });

  it('finds a code at a date, and not before the first edition', async () => {
    const { body } = await coverage.get<Unit>('/v1/units/653024203?asOf=2020-09-27');
    expect(body).toMatchObject({
      unitId: '653024203@2020-06-30',
      level: 'unit4',
      parentCode: '653024',
    });
    expect((await coverage.get<Unit>('/v1/units/6590')).body.level).toBe('group');
    const early = await coverage.get<Problem>('/v1/units/653024203?asOf=2020-06-29');
    expect([early.status, early.body.code]).toEqual([404, 'coverage.register.none-in-force']);
    expect(early.body.detail).toContain('2020-06-30');
    const none = await coverage.get<Problem>('/v1/units/659099?asOf=2020-09-27');
    expect([none.status, none.body.code]).toEqual([404, 'coverage.unit.unknown']);
  });

  it('gives the children of a unit page by page, each once', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 5; page++) {
      const { body } = await coverage.get<UnitPage>(
        `/v1/units/653024/children?asOf=2020-09-27&limit=4&cursor=${cursor}`,
      );
      seen.push(...body.items.map((unit) => unit.code));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toHaveLength(12);
  });

  it('is not taken half: what would be abolished is named, and wants a word for just that', async () => {
    const cut = csv
      .split('\n')
      .filter((line) => !line.startsWith('653024203'))
      .filter((line) => !/^65302420[0-2]/.test(line) || line.split(',')[2] === '4')
      .join('\n');
    const edition = { ...REAL_REGISTER, registerDate: '2021-10-31', csv: cut };
    const before = await rowsStored();
    const { status, body } = await coverage.post<Problem>('/v1/registers', edition);
    expect([status, body.code]).toEqual([409, 'coverage.register.many-abolished']);
    expect(body.detail).toContain('653024201 ');
    const stale = await coverage.post<Problem>('/v1/registers', { ...edition, confirm: 'abcd' });
    expect([stale.status, stale.body.detail.includes('abcd is for another')]).toEqual([409, true]);
    expect(await rowsStored()).toBe(before);
    const { confirmation: confirm, lossCount, losses } = body;
    expect(losses).toHaveLength(lossCount ?? -1);
    expect(losses?.map(({ parentCode }) => parentCode)).toContain('653024201');
    for (const { units, abolished } of losses ?? []) expect(abolished * 5).toBeGreaterThan(units);
    const other = { ...edition, csv: cut.replace('乌恰镇', '乌恰新镇'), confirm };
    expect((await coverage.post('/v1/registers', other)).status).toBe(409);
    expect((await coverage.post('/v1/registers', { ...edition, confirm })).status).toBe(201);
  });

  it('is taken with its good rows where that is asked for, the others named', async () => {
    const faulty = csv.replace('653024203200,', '653024203x00,');
    const edition = { ...REAL_REGISTER, registerDate: '2022-10-31', csv: faulty };
    expect((await coverage.post('/v1/registers', edition)).status).toBe(400);
    const kept = await coverage.post<Imported & { rejectedRows: number; rejections: object[] }>(
      '/v1/registers',
      { ...edition, keepGoodRows: true, leftOutBefore: 3 },
    );
    expect(kept.status).toBe(201);
    expect(kept.body).toMatchObject({ units: 16_321, rejectedRows: 4 });
    expect(kept.body.rejections).toMatchObject([{ field: 'code', code: 'code-malformed' }]);
    const { items } = (
      await coverage.get<{ items: { registerDate: string; rejectedRows: number }[] }>(
        '/v1/registers',
      )
    ).body;
    expect(items.find(({ registerDate }) => registerDate === '2022-10-31')?.rejectedRows).toBe(4);
  });

  it('is never taken for whole where it could not be read to its end', async () => {
    const lines = csv.trim().split('\n');
    lines[2_000] = (lines[2_000] ?? '').replace(',', ',"');
    const edition = { ...REAL_REGISTER, registerDate: '2023-10-31', csv: lines.join('\n') };
    const before = await rowsStored();
    const { status, body } = await coverage.post<Problem>('/v1/registers', {
      ...edition,
      keepGoodRows: true,
    });
    expect([status, body.code]).toEqual([400, 'coverage.register.refused']);
    expect(body.detail).toMatch(/^名录未导入：第 2001 行起.*line 2001.*keepGoodRows.*whole file/);
    expect(body.errors[0]).toMatchObject({ line: 2_001, code: 'unreadable' });
    expect(await rowsStored()).toBe(before);
  });
});
