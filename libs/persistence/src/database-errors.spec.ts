import {
  isConnectionLost,
  isDatabaseUnavailable,
  isRowsFault,
  sqlStateOf,
} from './database-errors';

const withCode = (code: string): Error => Object.assign(new Error('x'), { code });

describe('what a database error means', () => {
  it.each([
    ['22001', true, false, false],
    ['23505', true, false, false],
    ['57P01', false, true, true],
    ['08006', false, true, true],
    ['55P03', false, true, false],
    ['42P01', false, true, false],
    ['ECONNREFUSED', false, true, true],
    ['ERR_INVALID_ARG_TYPE', false, false, false],
  ])('%s: row %s, unavailable %s, lost %s', (code, row, unavailable, lost) => {
    const error = withCode(code);
    expect(isRowsFault(error)).toBe(row);
    expect(isDatabaseUnavailable(error)).toBe(unavailable);
    expect(isConnectionLost(error)).toBe(lost);
  });

  it('reads the state through TypeORM', () => {
    expect(sqlStateOf({ driverError: withCode('40001') })).toBe('40001');
    expect(sqlStateOf(new TypeError('x'))).toBeUndefined();
  });
});
