import { Body, Controller, Get, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Answer,
  ApiAnswerOf,
  ApiPageOf,
  IdempotentWrite,
  IdempotentWrites,
  type Page,
} from '@youlu/http';
import { Database } from '@youlu/persistence';
import { type Day, dayOf } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import { ProjectAnswer, ProjectView } from './project-view';
import { Projects } from './projects.query';
import { ListProjectsQuery, ReadProjectQuery, RegisterProjectDto } from './register-project.dto';
import { RegisterProject } from './register-project.use-case';

@ApiTags('projects')
@Controller('v1/projects')
export class ProjectsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly registerProject: RegisterProject,
    private readonly projects: Projects,
  ) {}

  @Post()
  @IdempotentWrite()
  @ApiOperation({ summary: 'Register a project: 一地一品, 一县一品 or 一市一品' })
  @ApiAnswerOf(201, ProjectAnswer)
  async register(@Req() req: FastifyRequest, @Body() body: RegisterProjectDto): Promise<Answer> {
    const { attribution = 'origin', simulated = false } = body;
    const project = { ...body, attribution, simulated };
    return this.writes.run(req, this.db, async (tx) => ({
      status: 201,
      body: await this.registerProject.execute(tx, project),
    }));
  }

  @Get()
  @ApiOperation({ summary: 'List projects with what they have reached' })
  @ApiPageOf(ProjectView)
  async list(@Query() query: ListProjectsQuery): Promise<Page<ProjectView>> {
    return this.projects.page(query.asOf ?? today(), query.limit, query.cursor);
  }

  @Get(':projectId')
  @ApiOperation({ summary: 'Read a project with what it has reached' })
  @ApiAnswerOf(200, ProjectView)
  async read(
    @Param('projectId') projectId: string,
    @Query() query: ReadProjectQuery,
  ): Promise<ProjectView> {
    const project = await this.projects.one(projectId);
    const [view] = await this.projects.withStanding([project], query.asOf ?? today());
    return view as ProjectView;
  }
}

function today(): Day {
  return dayOf(Date.now());
}
