import {
  HANDOVER_PROOFS,
  type HandoverProof,
  SERVICE_MODES,
  type ServiceMode,
} from '@youlu/vocabulary';

/** What a scan may say of a hand-over beside the recipient's consent. */
interface Handover {
  readonly proof?: HandoverProof | undefined;
  readonly feeCents?: number | undefined;
  readonly mode?: ServiceMode | undefined;
}

const PROOF_BITS = 3;
const FEE_BITS = 20;
const MODE_SHIFT = PROOF_BITS + FEE_BITS;
const PROOF_MASK = 2 ** PROOF_BITS - 1;
const FEE_MASK = 2 ** FEE_BITS - 1;

/**
 * Proof (3 bits: unsaid, then HANDOVER_PROOFS), fee (20 bits: unsaid, then fen from 0) and mode (3 bits:
 * unsaid, then SERVICE_MODES) in one number below 2^26; 0 where a scan says none of them, as most do,
 * and then nothing is kept of it.
 */
export function handoverCode({ proof, feeCents, mode }: Handover): number {
  if (proof === undefined && feeCents === undefined && mode === undefined) return 0;
  const proofCode = proof === undefined ? 0 : HANDOVER_PROOFS.indexOf(proof) + 1;
  const feeCode = feeCents === undefined ? 0 : feeCents + 1;
  const modeCode = mode === undefined ? 0 : SERVICE_MODES.indexOf(mode) + 1;
  return (modeCode << MODE_SHIFT) | (feeCode << PROOF_BITS) | proofCode;
}

/** The way back. */
export function proofOf(code: number): HandoverProof | undefined {
  return HANDOVER_PROOFS[(code & PROOF_MASK) - 1];
}

/** The way back. */
export function feeOf(code: number): number | undefined {
  const fee = (code >> PROOF_BITS) & FEE_MASK;
  return fee === 0 ? undefined : fee - 1;
}

/** The way back. */
export function modeOf(code: number): ServiceMode | undefined {
  return SERVICE_MODES[(code >> MODE_SHIFT) - 1];
}
