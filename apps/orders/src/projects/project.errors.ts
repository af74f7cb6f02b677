import { DomainError } from '@youlu/vocabulary';

export class UnknownProject extends DomainError {
  readonly code = 'orders.project.unknown';
  readonly kind = 'not-found';

  constructor(projectId: string) {
    super(
      `没有编号为 ${projectId} 的项目。No project "${projectId}" is registered. GET /v1/projects lists those that are.`,
    );
  }
}

export class ProjectDiffers extends DomainError {
  readonly code = 'orders.project.differs';
  readonly kind = 'conflict';

  constructor(projectId: string) {
    super(
      `项目 ${projectId} 已登记且内容不同。Project "${projectId}" is registered with other content. ` +
        'Choose another projectId, or send what was registered.',
      'projectId',
    );
  }
}

export class EmptyProjectPeriod extends DomainError {
  readonly code = 'orders.project.empty-period';
  readonly kind = 'invalid';

  constructor() {
    super(
      '起止日期之间没有一天。The period holds no day: send a `to` (exclusive) that is later than `from`.',
      'to',
    );
  }
}
