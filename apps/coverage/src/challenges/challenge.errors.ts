import { DomainError } from '@youlu/vocabulary';

export class UnknownChallenge extends DomainError {
  readonly code = 'challenge.unknown';
  readonly kind = 'not-found';

  constructor(challengeId: string) {
    super(
      `没有编号为 ${challengeId} 的申诉。No challenge has the id ${challengeId}: GET /v1/challenges lists them.`,
      'challengeId',
    );
  }
}

export class UnknownEvidenceFile extends DomainError {
  readonly code = 'challenge.file-unknown';
  readonly kind = 'not-found';

  constructor() {
    super(
      '没有此哈希值的证据文件。No file with this SHA-256 is kept: send it to POST /v1/challenge-files first.',
      'sha256',
    );
  }
}

const REFUSALS = {
  'not-base64': '内容不是 base64。The content is not base64: send the bytes of the file as base64.',
  'too-large':
    '文件超过 4 MB。The file is larger than 4 MB: send a smaller picture or fewer pages.',
  type: '只接受 JPEG、PNG、PDF 和纯文本。The bytes are no JPEG, PNG, PDF or plain UTF-8 text: export one of these.',
  personal:
    '疑有证件号或电话号码。organisation holds what looks like the number of a person or a telephone: name the organisation only.',
} as const;

export class EvidenceFileRefused extends DomainError {
  readonly code: string;
  readonly kind = 'invalid';

  constructor(why: keyof typeof REFUSALS) {
    super(REFUSALS[why], why === 'personal' ? 'organisation' : 'content');
    this.code = `challenge.file-${why}`;
  }
}
