import { servedTargets } from './served-targets';

/** 抵边自然村通邮率: natural villages at the border; no register of divisions names them. */
export const BORDER_HAMLET_2020 = servedTargets('border-hamlet', {
  name: { zh: '抵边自然村通邮率', en: 'Border hamlets served' },
  definition: {
    zh: '名录所列抵边自然村，观测窗口内在服务该村的节点有揽收或妥投。',
    en: 'Within the window a parcel was accepted or handed over at the node that serves the border hamlet.',
  },
  source: {
    zh: '总体为用户导入的名录；未随本项目发布任何真实名录',
    en: 'The population is a list that users import; no real list comes with this project',
  },
  where: { zh: '在服务该村的节点', en: 'at the node that serves it' },
});
