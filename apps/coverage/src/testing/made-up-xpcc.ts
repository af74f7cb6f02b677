/**
 * MADE UP: no such units exist, and nothing may be told from them. The public register has no tree of
 * the XPCC, so the format is shown with an invented one over the ground of real divisions.
 */
export const MADE_UP_XPCC = {
  registerDate: '2020-06-30',
  name: '兵团建制示例（虚构）',
  source: 'made up for tests',
  licence: 'none',
  simulated: true,
  csv: [
    'code,name,level,parent_code,division_codes',
    'X99,示例第九十九师,division,,659001',
    'X99-01,示例一团,regiment,X99,659001100|653024200',
    'X99-02,示例二团,regiment,X99,',
    'X99-01-1,示例一连,company,X99-01,659001100201',
    'X99-01-2,示例二连,company,X99-01,',
  ].join('\n'),
};
