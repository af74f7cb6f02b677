/** Who may have a say. What a caller states is recorded; nobody is logged in yet. */
export const STANDINGS = [
  'operator',
  'regulator',
  'village-committee',
  'user-organisation',
] as const;
export type Standing = (typeof STANDINGS)[number];

export const STANDING_NAMES: Readonly<Record<Standing, string>> = {
  operator: '承办企业',
  regulator: '监管部门',
  'village-committee': '村委会',
  'user-organisation': '用户组织',
};
