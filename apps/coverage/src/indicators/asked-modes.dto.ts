import { TextField } from '@youlu/http';
import { MODE_NAMES, type ModeName } from '../edition-form/parameters';
import { WrongParameter } from './coverage.errors';

const CHARACTERS_MAX = 200;

/** Some modes, as a text that `modesOf` reads. */
export function ModesField(meaning: string): PropertyDecorator {
  return TextField({
    optional: true,
    max: CHARACTERS_MAX,
    description: `${meaning}; comma-separated, of ${MODE_NAMES.join(', ')}`,
  });
}

/**
 * Modes in their one order, so that the same question is the same whoever writes it down.
 * @throws WrongParameter
 */
export function modesOf(text: string | undefined): ModeName[] | undefined {
  if (text === undefined) return undefined;
  const asked = new Set(text.split(',').map((word) => word.trim()));
  const known = MODE_NAMES.filter((mode) => asked.delete(mode));
  const [unknown] = asked;
  if (unknown === undefined) return known;
  const word = unknown.slice(0, 40);
  throw new WrongParameter({
    field: 'modes',
    reason: `没有“${word}”这种服务方式。${word || 'an empty word'} is no mode`,
    fix: `请从 ${MODE_NAMES.join(', ')} 中选填，以逗号分隔。Send some of ${MODE_NAMES.join(', ')}, separated by commas.`,
  });
}
