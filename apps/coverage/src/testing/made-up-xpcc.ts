import { readFileSync } from 'node:fs';

interface XpccList {
  readonly registerDate: string;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly simulated: boolean;
  readonly csv: string;
}

/**
 * MADE UP: no such units exist, and nothing may be told from them. The public register has no tree of
 * the XPCC, so the format is shown with an invented one over the ground of real divisions.
 */
export const MADE_UP_XPCC = JSON.parse(
  readFileSync(`${__dirname}/../../../../docs/example-lists/xpcc.json`, 'utf8'),
) as XpccList;
