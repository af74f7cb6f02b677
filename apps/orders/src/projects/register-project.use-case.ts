import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { Products } from '../products/products.query';
import type { Project } from './project';
import { EmptyProjectPeriod, ProjectDiffers } from './project.errors';
import { ProjectRepository } from './project.repository';
import { Projects } from './projects.query';

/** Registers a project under an id its keeper chose; the same content again is no second project. */
@Injectable()
export class RegisterProject {
  constructor(
    private readonly rows: ProjectRepository,
    private readonly projects: Projects,
    private readonly products: Products,
  ) {}

  /** @throws EmptyProjectPeriod, UnknownProduct, ProjectDiffers */
  async execute(tx: Tx, project: Project): Promise<Project> {
    if (project.from >= project.to) throw new EmptyProjectPeriod();
    await this.products.one(project.productId, tx);
    if (await this.rows.insert(tx, project)) return project;
    const registered = await this.projects.one(project.projectId, tx);
    if (!isDeepStrictEqual(registered, project)) throw new ProjectDiffers(project.projectId);
    return project;
  }
}
