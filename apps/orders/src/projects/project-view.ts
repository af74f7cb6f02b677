import { type Static, Type } from '@sinclair/typebox';
import type { Day } from '@youlu/vocabulary';
import type { SeasonWindow } from '../products/season';
import type { Project, ProjectStanding } from './project';

/** What identifies a project, in both of its answers. */
const REGISTERED = {
  projectId: Type.String(),
  name: Type.String(),
  track: Type.String(),
  productId: Type.String(),
  placeCodes: Type.Array(Type.String()),
  attribution: Type.String(),
  jurisdiction: Type.String(),
  from: Type.String({ format: 'date' }),
  to: Type.String({ format: 'date', description: 'Exclusive' }),
};

/** A project as registered. */
export const ProjectAnswer = Type.Object({
  ...REGISTERED,
  openingCount: Type.Integer(),
  plannedCount: Type.Integer(),
  sampleEvery: Type.Integer(),
  simulated: Type.Boolean(),
});

/** A project with what it has reached: opening + counted × sampleEvery = toDate. */
export const ProjectView = Type.Object({
  ...REGISTERED,
  asOf: Type.String({ format: 'date', description: 'The end of this day' }),
  opening: Type.Integer({ description: 'Parcels of the period from before counting began' }),
  counted: Type.Integer({ description: 'Accepted parcels, each once' }),
  sampleEvery: Type.Integer({ description: 'How many parcels one counted stands for' }),
  toDate: Type.Integer({ description: 'opening + counted × sampleEvery' }),
  planned: Type.Integer({ description: 'What the rest of the period is planned to bring' }),
  threshold: Type.Union([
    Type.Object({ value: Type.Integer(), source: Type.String() }),
    Type.Null(),
  ]),
  qualifies: Type.Union([Type.Boolean(), Type.Null()]),
  levels: Type.Array(
    Type.Object({
      level: Type.String(),
      value: Type.Integer({ description: 'Must be exceeded' }),
      source: Type.String(),
      reached: Type.Boolean(),
    }),
    { description: 'Every published level of the track, jurisdiction and year' },
  ),
  periodState: Type.Unsafe<'open' | 'closed'>({ type: 'string', enum: ['open', 'closed'] }),
  season: Type.Object(
    {
      from: Type.String({ format: 'date' }),
      to: Type.String({ format: 'date', description: 'Exclusive' }),
      counted: Type.Integer(),
    },
    { description: "The product's latest season begun by asOf, also across the year end" },
  ),
  simulated: Type.Boolean({ description: 'Whether it, or a parcel it counts, is simulated' }),
});
export type ProjectView = Static<typeof ProjectView>;

export function viewOf(
  project: Project,
  asOf: Day,
  standing: ProjectStanding,
  season: SeasonWindow & { counted: number },
  countsSimulated: boolean,
): ProjectView {
  return {
    projectId: project.projectId,
    name: project.name,
    track: project.track,
    productId: project.productId,
    placeCodes: [...project.placeCodes],
    attribution: project.attribution,
    jurisdiction: project.jurisdiction,
    from: project.from,
    to: project.to,
    asOf,
    opening: project.openingCount,
    counted: standing.counted,
    sampleEvery: project.sampleEvery,
    toDate: standing.toDate,
    planned: project.plannedCount,
    threshold: standing.threshold,
    qualifies: standing.qualifies,
    levels: [...standing.levels],
    periodState: standing.periodState,
    season,
    simulated: project.simulated || countsSimulated,
  };
}
