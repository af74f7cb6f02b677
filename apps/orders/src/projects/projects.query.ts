import { Injectable } from '@nestjs/common';
import { decodeCursor, type Page, pageOf } from '@youlu/http';
import { Database, type Tx } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { type Counted, CountedParcels } from '../flows/counted-parcels.query';
import { Products } from '../products/products.query';
import { latestSeason, type SeasonWindow } from '../products/season';
import { LOCAL_TENANT } from '../tenant';
import { countedDays, type Project, standingOf } from './project';
import { UnknownProject } from './project.errors';
import { type ProjectView, viewOf } from './project-view';

const PROJECT_COLUMNS = `project_id as "projectId", name, track, product_id as "productId",
  place_codes as "placeCodes", attribution, jurisdiction, period_from as "from", period_to as "to",
  opening_count as "openingCount", planned_count as "plannedCount",
  sample_every as "sampleEvery", simulated`;

/** Reads of projects: as registered, and what they have reached as of the end of a day. */
@Injectable()
export class Projects {
  constructor(
    private readonly db: Database,
    private readonly products: Products,
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

  /** Each is counted twice: in its period, and in the latest season of its product. */
  async withStanding(projects: readonly Project[], asOf: Day): Promise<ProjectView[]> {
    const seasons = await this.products.seasons(projects.map(({ productId }) => productId));
    const windows = seasons.map((season) => latestSeason(season, asOf));
    const countIn = (periods: readonly SeasonWindow[]): Promise<Counted[]> =>
      this.countedParcels.execute(
        projects.map(({ productId, attribution, placeCodes }, i) => ({
          productId,
          attribution,
          placeCodes,
          ...countedDays(periods[i] as SeasonWindow, asOf),
        })),
      );
    const [inPeriod, inSeason] = await Promise.all([countIn(projects), countIn(windows)]);
    return projects.map((project, i) => {
      const [counted, ofSeason] = [inPeriod[i] as Counted, inSeason[i] as Counted];
      const { from, to } = windows[i] as SeasonWindow;
      return viewOf(
        project,
        asOf,
        standingOf(project, counted.parcels, asOf),
        { from, to, counted: ofSeason.parcels },
        counted.simulated || ofSeason.simulated,
      );
    });
  }
}
