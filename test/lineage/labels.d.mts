export interface Question {
  readonly id: string;
  readonly earlier: string;
  readonly later: string;
  readonly side: 'earlier' | 'later';
  readonly code: string;
  readonly stratum: string;
  readonly held_out: 'yes' | 'no';
}

export interface Answer {
  readonly kind: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly sure: boolean;
}

export function readQuestions(): Map<string, Question>;
export function readAnswers(): Map<string, Answer>;
export function agreement(): { questions: number; whole: number; kinds: number; kappa: number };
