import { servedTargets } from './served-targets';

/** 乡镇邮政局所覆盖率: over a list of offices that should be, since the register knows no offices. */
export const TOWNSHIP_POST_OFFICE_2020 = servedTargets('township-post-office', {
  name: { zh: '乡镇邮政局所覆盖率', en: 'Township post office coverage' },
  definition: {
    zh: '名录所列乡镇邮政局所，观测窗口内在其节点有揽收或妥投。',
    en: 'Within the window a parcel was accepted or handed over at the node of the post office that the list names.',
  },
  source: {
    zh: '总体为用户导入的名录；未随本项目发布任何真实名录',
    en: 'The population is a list that users import; no real list comes with this project',
  },
  where: { zh: '在该局所', en: 'at the office' },
});
