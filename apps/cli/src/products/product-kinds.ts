import {
  day,
  divisionCode,
  id,
  listOf,
  monthDay,
  oneOf,
  text,
  wholeNumber,
} from '../columns/reader';
import { optional, required, rowKind, type RowOf } from '../columns/row-kind';

const PARCELS_MAX = 1_000_000_000;
const SAMPLE_MAX = 10_000;
const PLACES_MAX = 50;

/** What grows here, and when it is sold. */
export const PRODUCT = rowKind('product', {
  id: required(id),
  name: required(text(200)),
  category: required(id),
  originCodes: required(listOf(divisionCode(), PLACES_MAX)),
  seasonStart: required(monthDay),
  seasonEnd: required(monthDay),
});

/** 一地一品: a product of some places over a period. */
export const PROJECT = rowKind('project', {
  id: required(id),
  name: required(text(200)),
  track: required(
    oneOf(['place', 'county', 'prefecture'], {
      place: ['一地一品'],
      county: ['一县一品'],
      prefecture: ['一市一品'],
    }),
  ),
  productId: required(id),
  placeCodes: required(listOf(divisionCode(), PLACES_MAX)),
  jurisdiction: required(id),
  attribution: optional(
    oneOf(['origin', 'sender', 'accepting-outlet'], {
      origin: ['产地'],
      sender: ['寄件地'],
      'accepting-outlet': ['收寄网点', '揽收网点'],
    }),
  ),
  from: required(day),
  to: required(day),
  openingCount: optional(wholeNumber(0, PARCELS_MAX)),
  plannedCount: optional(wholeNumber(0, PARCELS_MAX)),
  sampleEvery: optional(wholeNumber(1, SAMPLE_MAX)),
});

export type ProductLine = RowOf<typeof PRODUCT>;
export type ProjectLine = RowOf<typeof PROJECT>;

export const CATALOGUE_WORDS = ['product', 'project'] as const;
export const CATALOGUE_WORD_ALIASES = {
  product: ['产品', '农产品', 'products'],
  project: ['项目', '一地一品项目', 'projects'],
} as const;

export function productBody({ id: productId, ...same }: ProductLine): object {
  return { productId, ...same };
}

export function projectBody({ id: projectId, ...same }: ProjectLine): object {
  const { openingCount = 0, plannedCount = 0, sampleEvery = 1 } = same;
  return { projectId, ...same, openingCount, plannedCount, sampleEvery };
}
