import type { PublishedThreshold } from './threshold';

// Named as found; a figure whose document we have not seen says so.
const XINJIANG_2020 = '新疆局五项举措推进邮政业消费扶贫工作 (人民交通, 2020)';
const NATION_2020 =
  '国家邮政局新闻发布会 2021-01-14; 人民网 2021-05-13; 新华网 2020-09-21; 大众日报 2021-04-11';
const NATION_2023 = 'national list of 2023, as quoted; the document itself was not seen';

/**
 * What a project must exceed to be called one, as published: by track, jurisdiction (2 digits of a
 * province, `national` for the country), level and year. A new year's figure is a new line; a line
 * that has been used in a report is never edited.
 */
export const PUBLISHED_THRESHOLDS: readonly PublishedThreshold[] = [
  over('place', '65', 'qualified', 100_000, '2020-01-01', '2021-01-01', XINJIANG_2020),
  over('county', '65', 'qualified', 100_000, '2020-01-01', '2021-01-01', XINJIANG_2020),
  over('place', 'national', 'qualified', 1_000_000, '2020-01-01', '2021-01-01', NATION_2020),
  over('county', 'national', 'qualified', 100_000, '2020-01-01', '2021-01-01', NATION_2020),
  over('place', 'national', 'bronze', 1_000_000, '2020-01-01', null, NATION_2020),
  over('place', 'national', 'silver', 5_000_000, '2020-01-01', null, NATION_2020),
  over('place', 'national', 'gold', 10_000_000, '2020-01-01', null, NATION_2020),
  over('county', 'national', 'two-million', 2_000_000, '2023-01-01', null, NATION_2023),
];

function over(
  track: PublishedThreshold['track'],
  jurisdiction: PublishedThreshold['jurisdiction'],
  level: PublishedThreshold['level'],
  parcels: number,
  from: string,
  to: string | null,
  source: string,
): PublishedThreshold {
  return { track, jurisdiction, level, over: parcels, from, to, source };
}
