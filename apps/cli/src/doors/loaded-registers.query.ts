import type { Day, UnitKind } from '@youlu/vocabulary';
import type { DoorClient } from './door.client';
import { inParallel } from './in-parallel';

export interface LoadedRegister {
  readonly registerDate: Day;
  readonly units: number;
  readonly byKind: Readonly<Record<string, number>>;
}

const AT_ONCE = 8;

/** What the coverage service knows of places. */
export class LoadedRegisters {
  constructor(private readonly doors: DoorClient) {}

  async list(): Promise<LoadedRegister[]> {
    return this.doors.all<LoadedRegister>('coverage', '/v1/registers');
  }

  /** The kinds each code has had on the days of the registers; unknown codes are not in the map. */
  async kindsOf(
    codes: readonly string[],
    registers: readonly LoadedRegister[],
  ): Promise<Map<string, UnitKind[]>> {
    const asked = [...new Set(codes)];
    const answers = await inParallel(asked, AT_ONCE, (code) => this.kinds(code, registers));
    const known = asked.map((code, i) => [code, answers[i] ?? []] as const);
    return new Map(known.filter(([, kinds]) => kinds.length > 0));
  }

  private async kinds(code: string, registers: readonly LoadedRegister[]): Promise<UnitKind[]> {
    const kinds = new Set<UnitKind>();
    for (const { registerDate } of registers) {
      const { status, body } = await this.doors.get(
        'coverage',
        `/v1/units/${code}?asOf=${registerDate}`,
      );
      if (status === 200) kinds.add(body.kind as UnitKind);
    }
    return [...kinds];
  }
}
