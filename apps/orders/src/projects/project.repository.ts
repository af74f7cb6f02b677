import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';
import type { Project } from './project';

/** Rows of `projects`. */
@Injectable()
export class ProjectRepository {
  /** False if the id is taken. */
  async insert(tx: Tx, project: Project): Promise<boolean> {
    const inserted = await tx.execute(
      `insert into projects (tenant, project_id, name, track, product_id, place_codes, attribution,
         jurisdiction, period_from, period_to, opening_count, planned_count, sample_every, simulated)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
      [
        LOCAL_TENANT,
        project.projectId,
        project.name,
        project.track,
        project.productId,
        project.placeCodes,
        project.attribution,
        project.jurisdiction,
        project.from,
        project.to,
        project.openingCount,
        project.plannedCount,
        project.sampleEvery,
        project.simulated,
      ],
    );
    return inserted === 1;
  }
}
