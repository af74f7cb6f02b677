import { Injectable, Module } from '@nestjs/common';
import { previewOpenApi } from './preview-openapi';
import { SampleModule, thingBatch } from '../service/sample-service';

let made = 0;
@Injectable()
class NeedsADatabase {
  constructor() {
    made += 1;
  }
}
@Module({
  imports: [SampleModule],
  providers: [
    NeedsADatabase,
    { provide: 'pool', useFactory: () => Promise.reject(new Error('no database here')) },
  ],
})
class Root {}

const info = { service: 'sample', description: 'one of each door' };

it('describes a service without starting anything of it', async () => {
  const document = await previewOpenApi(Root, info);
  expect(made).toBe(0);
  expect(document.info.title).toBe('Youlu sample');
  expect(Object.keys(document.paths)).toEqual(Object.keys(document.paths).sort());
  const post = document.paths['/v1/things/batches']?.post;
  expect(post?.requestBody).toMatchObject({
    content: { 'application/json': { schema: JSON.parse(JSON.stringify(thingBatch.schema)) } },
  });
  expect(document.paths['/v1/things']?.get?.parameters).toEqual(
    expect.arrayContaining([expect.objectContaining({ name: 'limit', in: 'query' })]),
  );
});

it('says the same each time', async () => {
  const first = JSON.stringify(await previewOpenApi(Root, info));
  expect(JSON.stringify(await previewOpenApi(Root, info))).toBe(first);
});
