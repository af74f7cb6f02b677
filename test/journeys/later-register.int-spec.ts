import {
  REAL_REGISTER,
  realRegisterCsv,
  type RunningCoverage,
  startCoverage,
} from '../../apps/coverage/src/testing/running-coverage';
import {
  CONFIRMED,
  loadLaterRegister,
} from '../../apps/standalone/src/launcher/later-register.client';

interface Losses {
  code: string;
  lossCount: number;
  confirmation: string;
}

describe('the register that the main job restates on', () => {
  let coverage: RunningCoverage;
  let url: string;
  const dates = async (): Promise<string[]> => {
    const { body } = await coverage.get<{ items: { registerDate: string }[] }>('/v1/registers');
    return body.items.map(({ registerDate }) => registerDate);
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.app.listen(0, '127.0.0.1');
    url = await coverage.app.getUrl();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: realRegisterCsv() });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('is confirmed beforehand, so that its file is compared once', async () => {
    const asked = jest.spyOn(globalThis, 'fetch');
    await loadLaterRegister(url);
    const sent = asked.mock.calls.filter(([, options]) => options?.method === 'POST');
    asked.mockRestore();
    expect(sent).toHaveLength(1);
    expect(await dates()).toEqual(['2020-06-30', '2023-06-30']);
  }, 60_000);

  it('confirms nothing but what it was noted for', async () => {
    const half = realRegisterCsv(2022).split('\n').slice(0, 8_000).join('\n');
    const edition = { ...REAL_REGISTER, registerDate: '2024-06-30', csv: half };
    const { body } = await coverage.post<Losses>('/v1/registers', {
      ...edition,
      confirm: CONFIRMED,
    });
    expect(body.code).toBe('coverage.register.many-abolished');
    expect(body.lossCount).toBeGreaterThan(500);
    expect(body.confirmation).not.toBe(CONFIRMED);
  }, 60_000);
});
