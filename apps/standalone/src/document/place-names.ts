import type { ReportModel } from '../report/report-model';
import type { ReportWords } from './words/words';

/** What things are called: codes and ids in, names out, as far as the language has them. */
export class Names {
  constructor(
    private readonly model: ReportModel,
    private readonly words: ReportWords,
  ) {}

  /** A division, by its code of 2 to 12 digits. */
  place(code: string): string {
    const known = this.words.places[code.replace(/0000$/, '')];
    return known ?? this.model.names.get(code) ?? code;
  }

  placeWithCode(code: string): string {
    const name = this.place(code);
    return name === code ? code : `${name} ${code}`;
  }

  /** Ids of products are English words, so they are their English names. */
  product(productId: string): string {
    if (productId === 'unspecified') return this.words.say.unspecified;
    if (this.words.lang === 'en') return productId;
    return this.model.names.get(productId) ?? productId;
  }

  project(project: { projectId: string; name: string }): string {
    return this.words.lang === 'en' ? project.projectId : project.name;
  }
}
