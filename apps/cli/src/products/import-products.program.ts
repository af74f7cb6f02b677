import { isDeepStrictEqual } from 'node:util';
import { COLUMN_ALIASES } from '../columns/column-aliases';
import { lineTypes } from '../columns/line-types';
import { openTable } from '../columns/open-table';
import { readRows } from '../columns/read-rows';
import { oneOf } from '../columns/reader';
import type { ReadRow } from '../columns/row-kind';
import { contentKey } from '../doors/content-key';
import { type Answer, detailOf, type DoorClient, ServiceAway } from '../doors/door.client';
import { inParallel } from '../doors/in-parallel';
import type { ImportContext } from '../results/import-context';
import type { ImportResult, Thing } from '../results/import-result';
import type { LineFault } from '../tables/table';
import { judgeProducts, judgeProjects } from './judge-products';
import {
  CATALOGUE_WORD_ALIASES,
  CATALOGUE_WORDS,
  PRODUCT,
  productBody,
  type ProductLine,
  PROJECT,
  projectBody,
  type ProjectLine,
} from './product-kinds';

const ALIASES = COLUMN_ALIASES.products;
const TYPE = oneOf(CATALOGUE_WORDS, CATALOGUE_WORD_ALIASES);
const AT_ONCE = 4;

/** A door that takes one thing at a time. */
interface ThingDoor<Line extends { id: string }> {
  readonly path: '/v1/products' | '/v1/projects';
  readonly thing: Thing;
  readonly bodyOf: (line: Line) => object;
  readonly idField: string;
}
const PRODUCTS: ThingDoor<ProductLine> = {
  path: '/v1/products',
  thing: 'products',
  bodyOf: productBody,
  idField: 'productId',
};
const PROJECTS: ThingDoor<ProjectLine> = {
  path: '/v1/projects',
  thing: 'projects',
  bodyOf: projectBody,
  idField: 'projectId',
};

/** Registers products and then the projects that count them, line by line. */
export async function importProducts(context: ImportContext, result: ImportResult): Promise<void> {
  const lines = readLines(context, result);
  const products = judgeProducts(lines.products);
  result.add(products);
  const projects = judgeProjects(lines.projects);
  result.add(projects);
  await takeAll(context, PRODUCTS, products.good, result);
  const known = context.isDryRun
    ? await withKnownProduct(context.doors, projects.good, products.good, result)
    : projects.good;
  await takeAll(context, PROJECTS, known, result);
}

function readLines(
  { tables }: ImportContext,
  result: ImportResult,
): { products: ReadRow<ProductLine>[]; projects: ReadRow<ProjectLine>[] } {
  const lines = { products: [] as ReadRow<ProductLine>[], projects: [] as ReadRow<ProjectLine>[] };
  for (const table of tables) {
    const headings = openTable(table, ALIASES, result);
    if (!headings) continue;
    const types = lineTypes(table, headings, TYPE, 'product');
    result.add(types);
    const isOf = (word: string) => (row: Parameters<typeof types.typeOf>[0]) =>
      types.typeOf(row) === word;
    const products = readRows(table, headings, PRODUCT, ALIASES, isOf('product'));
    const projects = readRows(table, headings, PROJECT, ALIASES, isOf('project'));
    result.add(products);
    result.add(projects);
    lines.products.push(...products.rows);
    lines.projects.push(...projects.rows);
  }
  return lines;
}

async function takeAll<Line extends { id: string }>(
  { doors, isDryRun }: ImportContext,
  door: ThingDoor<Line>,
  lines: readonly ReadRow<Line>[],
  result: ImportResult,
): Promise<void> {
  await inParallel(lines, AT_ONCE, async ({ row, ...place }) => {
    const body = door.bodyOf(row);
    const known = await doors.get('orders', `${door.path}/${encodeURIComponent(row.id)}`);
    if (isDryRun) {
      if (known.status === 200 && differs(body, known.body)) {
        result.refused.push({ ...place, ...isTaken(row.id) });
      } else result.count(door.thing);
      return;
    }
    const answer = await doors.post('orders', door.path, body, contentKey(door.path, body, ''));
    if (answer.status < 300) {
      result.count(door.thing, known.status === 200 ? 'unchanged' : 'created');
    } else if (answer.status < 500) {
      result.refused.push({ ...place, ...refusedBy(answer, door.idField) });
    } else throw new ServiceAway(`${door.path}: ${detailOf(answer)}`);
  });
}

/** Whether what is known says otherwise in a field that both give. */
function differs(body: object, known: Answer['body']): boolean {
  return Object.entries(body).some(
    ([field, value]) =>
      value !== undefined && field in known && !isDeepStrictEqual(value, known[field]),
  );
}

async function withKnownProduct(
  doors: DoorClient,
  projects: readonly ReadRow<ProjectLine>[],
  products: readonly ReadRow<ProductLine>[],
  result: ImportResult,
): Promise<ReadRow<ProjectLine>[]> {
  const known = new Set(products.map(({ row }) => row.id));
  const asked = [...new Set(projects.map(({ row }) => row.productId))].filter(
    (id) => !known.has(id),
  );
  await inParallel(asked, AT_ONCE, async (id) => {
    const { status } = await doors.get('orders', `/v1/products/${encodeURIComponent(id)}`);
    if (status === 200) known.add(id);
  });
  return projects.filter(({ row, ...place }) => {
    if (known.has(row.productId)) return true;
    result.refused.push({ ...place, ...unknownProduct(row.productId) });
    return false;
  });
}

type Fault = Omit<LineFault, 'line' | 'sheet'>;

function unknownProduct(productId: string): Fault {
  return {
    field: 'productId',
    code: 'product-unknown',
    reason: `没有可用的行给出产品 ${productId}，系统中也没有。no good line gives the product ${productId}, nor is it known already`,
    fix: '请补上该产品一行，或更正其编号。add a line for the product, or mend its id',
  };
}

function isTaken(id: string): Fault {
  return {
    field: 'id',
    code: 'id-taken',
    reason: `编号 ${id} 已被占用且内容不同。${id} is known with other content`,
    fix: '请另编编号，或填已登记的内容：已登记的内容不作修改。give it another id, or write what was registered: nothing registered is edited',
  };
}

function refusedBy(answer: Answer, idField: string): Fault {
  const { code, field } = answer.body;
  const named = typeof field === 'string' ? field : 'row';
  return {
    field: named === idField ? 'id' : named,
    code: String(code),
    reason: '订单服务未受理此行。the orders service refused the line',
    fix: detailOf(answer),
  };
}
