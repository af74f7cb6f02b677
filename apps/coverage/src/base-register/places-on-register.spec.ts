import { movedNear } from './places-on-register.query';

const moved = (written: string, place: string) => ({
  ...{ written, place, from: '0001-01-01', to: '2020-09-11' },
});

describe('codes that matter for a list about a place', () => {
  it('are its own, those within it and those it lies in, before or after they moved', () => {
    const come = moved('652923100201', '652902100201');
    const gone = moved('652902100299', '652923100299');
    const township = moved('652923100', '652902100');
    const elsewhere = moved('652301100201', '652302100201');
    const all = [come, gone, township, elsewhere];
    expect(movedNear('652902', all)).toEqual([come, gone, township]);
    expect(movedNear('652902100201', all)).toEqual([come, township]);
    expect(movedNear('65', all)).toEqual(all);
  });
});
