/** Where a period is left open: wide enough for a clock that died. */
export const FIRST_DAY = '1900-01-01';
export const LAST_DAY = '9999-12-31';
