import { DomainError } from '@youlu/vocabulary';

export class UnknownNode extends DomainError {
  readonly code = 'routing.node.unknown';
  readonly kind = 'not-found';

  constructor() {
    super('没有此节点。There is no such node. GET /v1/nodes lists those there are.', 'nodeId');
  }
}
