/** What may be abuse and deserves a look; never a judgement. */
export const SIGNAL_NAMES = [
  'parked-at-township',
  'signed-without-consent-or-proof',
  'second-charge',
  'frequency-below-declared',
  'bunched-in-a-minute',
  'bunched-at-a-place',
] as const;
export type SignalName = (typeof SIGNAL_NAMES)[number];

/** From how many on a list names a place; conventions of this system, so they are data. */
export const SIGNAL_RULES: Readonly<Record<SignalName, { readonly min: number; rule: string }>> = {
  'parked-at-township': {
    min: 3,
    rule: '寄往一村的快件至少3件停在其乡镇（按乡镇编码的地点，或该乡镇内的网点，不论其编码到哪个村、社区），到期末仍未离开，期初之前停下的也算（最多追溯1100天）；在乡镇签收的也算，但有本人签字、取件码或证件核验，或收件人同意的不算 · at least 3 parcels for a village rest at its township (where the code is that of the township, or at a station in it, whichever village or community codes that) when the stretch ends, whenever they came to rest there (up to 1,100 days back); signed for there counts too, unless with a signature, a pickup code or an identity check, or by the recipient having agreed',
  },
  'signed-without-consent-or-proof': {
    min: 1,
    rule: '最近一次记录并无收件人同意，而且：投递到驿站或快递柜；或签收注明无凭证；或在收件村以外签收，又无本人签字、取件码或证件核验（照片不算） · the last word on record is not that the recipient agreed, and it was left at a station or in a locker; or signed for without any proof, as the scan says; or signed for outside the village it is for, with neither a signature, a pickup code nor an identity check (a photo is none)',
  },
  'second-charge': {
    min: 1,
    rule: '投递环节向收件人另行收费（扫描记录金额大于零） · the recipient was charged at the hand-over: its scan names a fee above nothing',
  },
  'frequency-below-declared': {
    min: 1,
    rule: '完整周内到村天数少于申报频次；另有批准更少的，从其批准 · fewer visited days in a whole week than are declared, or than a regulator prescribed where those are fewer',
  },
  'bunched-in-a-minute': {
    min: 5,
    rule: '同一网点任意60秒内（不按整分钟划分）至少5件妥投，相互重叠的合为一条 · at least 5 parcels handed over at one node within any 60 seconds, wherever a minute of the clock begins; those that overlap are one line',
  },
  'bunched-at-a-place': {
    min: 3,
    rule: '同一日在同一地点妥投寄往至少3个其他村的快件 · parcels for at least 3 other villages handed over at one place on one day',
  },
};
