import { EDITIONS } from '../editions/editions';
import { VILLAGE_EXPRESS_2020 } from '../editions/village-express.2020';
import { indicatorCatalogue } from './indicator-catalogue';

describe('the catalogue of indicators', () => {
  it('has every edition once, with words in both languages', () => {
    const catalogue = indicatorCatalogue();
    expect(catalogue.map(({ indicator, edition }) => [indicator, edition])).toEqual(
      EDITIONS.map(({ indicator, edition }) => [indicator, edition]),
    );
    for (const { name, definition, source, population, evidence } of catalogue) {
      for (const words of [name, definition, source, population, evidence]) {
        expect(words.zh).toMatch(/[\u4e00-\u9fff]/);
        expect(words.en).toMatch(/^[\x20-\x7e]+$/);
      }
    }
  });

  it('tells of a new edition without being told of it, and of contradiction only where it can be', () => {
    const { contradicts: _never, ...rest } = { ...VILLAGE_EXPRESS_2020, edition: '2030' };
    const [told] = indicatorCatalogue([rest]);
    expect(told).toMatchObject({ edition: '2030', usual: false });
    expect(told?.precedence.map(({ step }) => step)).not.toContain('contradicted');
    expect(told?.parameters.map(({ name }) => name)).toEqual(['windowDays', 'daysNeeded', 'modes']);
  });
});
