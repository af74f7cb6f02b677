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
import type { Day } from '@youlu/vocabulary';
import type { FastifyRequest } from 'fastify';
import type { Product } from './product';
import { Products } from './products.query';
import {
  ListProductsQuery,
  ProductAnswer,
  ReadProductQuery,
  RegisterProductDto,
} from './register-product.dto';
import { RegisterProduct } from './register-product.use-case';
import { isInSeason } from './season';

type ProductView = Product & { inSeason?: boolean };

@ApiTags('products')
@Controller('v1/products')
export class ProductsController {
  constructor(
    private readonly db: Database,
    private readonly writes: IdempotentWrites,
    private readonly registerProduct: RegisterProduct,
    private readonly products: Products,
  ) {}

  @Post()
  @IdempotentWrite()
  @ApiOperation({ summary: 'Register a product' })
  @ApiAnswerOf(201, ProductAnswer)
  async register(@Req() req: FastifyRequest, @Body() body: RegisterProductDto): Promise<Answer> {
    const { productId, name, category, originCodes, seasonStart, seasonEnd } = body;
    const simulated = body.simulated ?? false;
    return this.writes.run(req, this.db, async (tx) => ({
      status: 201,
      body: await this.registerProduct.execute(tx, {
        productId,
        name,
        category,
        originCodes,
        seasonStart,
        seasonEnd,
        simulated,
      }),
    }));
  }

  @Get()
  @ApiOperation({ summary: 'List the catalogue' })
  @ApiPageOf(ProductAnswer)
  async list(@Query() query: ListProductsQuery): Promise<Page<ProductView>> {
    const page = await this.products.page(query.limit, query.cursor);
    return { ...page, items: page.items.map((product) => viewOf(product, query.asOf)) };
  }

  @Get(':productId')
  @ApiOperation({ summary: 'Read a product' })
  @ApiAnswerOf(200, ProductAnswer)
  async read(
    @Param('productId') productId: string,
    @Query() query: ReadProductQuery,
  ): Promise<ProductView> {
    return viewOf(await this.products.one(productId), query.asOf);
  }
}

function viewOf(product: Product, asOf: Day | undefined): ProductView {
  return asOf === undefined ? product : { ...product, inSeason: isInSeason(product, asOf) };
}
