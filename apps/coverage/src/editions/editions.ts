import type { JudgedIndicator } from '@youlu/vocabulary';
import { BORDER_HAMLET_2020 } from './border-hamlet.2020';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import { TOWNSHIP_OUTLET_2020 } from './township-outlet.2020';
import { TOWNSHIP_OUTLET_CURRENT } from './township-outlet-current';
import { TOWNSHIP_POST_OFFICE_2020 } from './township-post-office.2020';
import { VILLAGE_DIRECT_MAIL_2020 } from './village-direct-mail.2020';
import { VILLAGE_DIRECT_MAIL_CURRENT } from './village-direct-mail-current';
import { VILLAGE_EXPRESS_2020 } from './village-express.2020';
import { VILLAGE_EXPRESS_CURRENT } from './village-express-current';
import { VILLAGE_STATION_2020 } from './village-station.2020';

/** Every edition there is. A new one is a file, a test and a line here. */
export const EDITIONS: readonly IndicatorEdition[] = [
  TOWNSHIP_OUTLET_2020,
  TOWNSHIP_OUTLET_CURRENT,
  VILLAGE_EXPRESS_2020,
  VILLAGE_EXPRESS_CURRENT,
  VILLAGE_DIRECT_MAIL_2020,
  VILLAGE_DIRECT_MAIL_CURRENT,
  VILLAGE_STATION_2020,
  TOWNSHIP_POST_OFFICE_2020,
  BORDER_HAMLET_2020,
];

/** What a question is judged by unless it names another edition: printed figures never move. */
export const USUAL_EDITION = '2020';

/** Finds editions by indicator and name; everything that needs one asks here. */
export class EditionShelf {
  constructor(readonly editions: readonly IndicatorEdition[] = EDITIONS) {}

  find(indicator: JudgedIndicator, edition: string): IndicatorEdition | undefined {
    return this.editions.find((one) => one.indicator === indicator && one.edition === edition);
  }

  /** The names of an indicator's editions, as the list has them. */
  namesOf(indicator: JudgedIndicator): string[] {
    return this.editions.filter((one) => one.indicator === indicator).map((one) => one.edition);
  }

  /** An indicator's usual edition, by which what may be declared is told. */
  usual(indicator: JudgedIndicator): IndicatorEdition {
    const usual = this.find(indicator, USUAL_EDITION);
    if (!usual) throw new RangeError(`${indicator} has no edition ${USUAL_EDITION}`);
    return usual;
  }
}
