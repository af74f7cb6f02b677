import type { INestApplication } from '@nestjs/common';

/**
 * Connects the one messaging server of this process; call before `app.startAllMicroservices()`.
 * An application without `MessagingModule` is left alone.
 */
export function connectMessaging(_app: INestApplication): void {
  throw new Error('being written');
}
