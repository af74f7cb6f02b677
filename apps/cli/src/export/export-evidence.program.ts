import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { usageOf } from '../command/usage';
import type { DoorClient } from '../doors/door.client';
import type { ServiceUrls } from '../doors/service-urls';

export interface ExportCommand {
  readonly kind: 'export-evidence';
  readonly folder: string;
  readonly urls: ServiceUrls;
}

export const EXPORT_USAGE = usageOf(
  'export-evidence DIR',
  '覆盖数字所依据的全部清单，写成 CSV。every list that coverage figures are made of, as CSV',
);

/** Writes every list into a folder, one file each; what is there already is replaced. */
export async function exportEvidence(
  { folder }: ExportCommand,
  doors: DoorClient,
  out: (text: string) => void,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const { body } = await doors.get('coverage', '/v1/evidence-export');
  for (const table of body.items as string[]) {
    const file = join(folder, `${table}.csv`);
    const bytes = await doors.download('coverage', `/v1/evidence-export/${table}`, file);
    out(`${file}  ${bytes} 字节 bytes\n`);
  }
}
