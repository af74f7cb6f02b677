import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module';
import { ordersHttp, ordersPersistence } from '../orders.persistence';
import { ProductsModule } from '../products/products.module';
import { ProjectRepository } from './project.repository';
import { ProjectsController } from './projects.controller';
import { Projects } from './projects.query';
import { RegisterProject } from './register-project.use-case';

/** 一地一品: a product of a place over a period, held against a published figure. */
@Module({
  imports: [ordersPersistence, ordersHttp, ProductsModule, FlowsModule],
  controllers: [ProjectsController],
  providers: [ProjectRepository, RegisterProject, Projects],
})
export class ProjectsModule {}
