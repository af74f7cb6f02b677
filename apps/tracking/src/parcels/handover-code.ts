import { HANDOVER_PROOFS, type HandoverProof } from '@youlu/vocabulary';

/** What a scan may say of a hand-over beside the recipient's consent. */
export interface Handover {
  readonly proof?: HandoverProof | undefined;
  readonly feeCents?: number | undefined;
}

const PROOF_BITS = 3;
const PROOF_MASK = (1 << PROOF_BITS) - 1;

/**
 * Proof (3 bits: unsaid, then HANDOVER_PROOFS) and fee (20 bits: unsaid, then fen from 0) in one number
 * below 2^23; 0 where a scan says neither, as most do, and then nothing is kept of it.
 */
export function handoverCode({ proof, feeCents }: Handover): number {
  if (proof === undefined && feeCents === undefined) return 0;
  const proofCode = proof === undefined ? 0 : HANDOVER_PROOFS.indexOf(proof) + 1;
  return ((feeCents === undefined ? 0 : feeCents + 1) << PROOF_BITS) | proofCode;
}

/** The way back. */
export function proofOf(code: number): HandoverProof | undefined {
  return HANDOVER_PROOFS[(code & PROOF_MASK) - 1];
}

/** The way back. */
export function feeOf(code: number): number | undefined {
  const fee = code >> PROOF_BITS;
  return fee === 0 ? undefined : fee - 1;
}
