export interface ListedUnit {
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly parent: string;
}

export function readEdition(name: string): Map<string, ListedUnit>;
