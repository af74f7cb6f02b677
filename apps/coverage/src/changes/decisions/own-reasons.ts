/** Reasons that no matcher gives. */
export const OWN_REASONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  decided: { zh: '由单位依据文件认定', en: 'an organisation said so' },
  'left-by-decision': {
    zh: '原先说明它的变更已被更正取代，需要重新审定',
    en: 'what explained it gave way to a decision; it waits to be looked at anew',
  },
};
