import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { CountedParcels } from '../flows/counted-parcels.query';
import { LOCAL_TENANT } from '../tenant';
import { countedDays, type Project, standingOf } from './project';
import { UnknownProject } from './project.errors';
import { type ProjectView, viewOf } from './project-view';

const PROJECT_COLUMNS = `project_id as "projectId", name, track, product_id as "productId",
  place_codes as "placeCodes", jurisdiction, period_from as "from", period_to as "to",
  opening_count as "openingCount", planned_count as "plannedCount",
  sample_every as "sampleEvery", simulated`;

/** Reads of projects: as registered, and what they have reached as of the end of a day. */
@Injectable()
export class Projects {
  constructor(
    private readonly db: Database,
    private readonly countedParcels: CountedParcels,
  ) {}

  /** As registered. @throws UnknownProject */
  async one(projectId: string, reader: Pick<Tx, 'query'> = this.db): Promise<Project> {
    const [project] = await reader.query<Project>(
      `select ${PROJECT_COLUMNS} from projects where tenant = $1 and project_id = $2`,
      [LOCAL_TENANT, projectId],
    );
    if (project === undefined) throw new UnknownProject(projectId);
    return project;
  }

  /** In the order of their ids, each with its standing. */
  async page(asOf: Day, limit: number, cursor?: string): Promise<Page<ProjectView>> {
    const after = decodeCursor(cursor, { projectId: 'string' })?.projectId ?? '';
    const rows = await this.db.query<Project>(
      `select ${PROJECT_COLUMNS} from projects where tenant = $1 and project_id > $2
       order by project_id limit $3`,
      [LOCAL_TENANT, after, limit + 1],
    );
    const page = pageOf(rows, limit, ({ projectId }) => ({ projectId }));
    return { ...page, items: await this.withStanding(page.items, asOf) };
  }

  async withStanding(projects: readonly Project[], asOf: Day): Promise<ProjectView[]> {
    const counts = await this.countedParcels.execute(
      projects.map((project) => ({
        productId: project.productId,
        placeCodes: project.placeCodes,
        ...countedDays(project, asOf),
      })),
    );
    return projects.map((project, i) =>
      viewOf(project, standingOf(project, counts[i] ?? 0, asOf), asOf),
    );
  }
}
