import { DomainError } from '@youlu/vocabulary';
import type { Loss } from './losses';

const NAMED_MAX = 20;
/** Of a whole country half a file is some ten thousand; who confirms reads the first. */
const LISTED_MAX = 1_000;

/**
 * A register would abolish more than a fifth of what lies in some units, perhaps half a file, or put
 * more than a fifth of their codes under other names, perhaps a column that slipped.
 */
export class ManyAbolished extends DomainError {
  readonly code = 'coverage.register.many-abolished';
  readonly kind = 'conflict';
  /** The word that confirms it, and what it confirms. */
  override readonly members: {
    readonly confirmation: string;
    readonly lossCount: number;
    readonly losses: readonly Loss[];
  };

  constructor(losses: readonly Loss[], confirmation: string, given: string | undefined) {
    const named = losses.slice(0, NAMED_MAX).map(textOf).join('; ');
    const more = losses.length > NAMED_MAX ? `; and ${losses.length - NAMED_MAX} more` : '';
    const stale =
      given === undefined ? '' : ` The confirmation ${given} is for another file or state.`;
    super(
      `${losses.length} 个单位所辖将减少两成以上，或两成以上的代码换了名称，未导入；确属撤并更名的，附 confirm=${confirmation} 重新提交。` +
        `${losses.length} units would lose more than 20 % of the units in them, or ` +
        `have more than 20 % of their codes under other names: ${named}${more}. ` +
        'Nothing was loaded. If the file is not whole, or its names stand beside the codes of other ' +
        'units, send the right one. If they were abolished and renamed, ' +
        `send it again with confirm=${confirmation}.${stale}`,
      'confirm',
    );
    const { length: lossCount } = losses;
    this.members = { confirmation, lossCount, losses: losses.slice(0, LISTED_MAX) };
  }
}

function textOf({ parentCode, parentName, units, abolished, renamed }: Loss): string {
  const who = parentCode === '' ? 'the country' : `${parentCode} ${parentName}`;
  const others = renamed === 0 ? '' : `, ${renamed} under other names`;
  return `${who} ${abolished} of ${units}${others}`;
}
