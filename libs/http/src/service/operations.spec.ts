import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from './create-service';
import { SampleModule } from './sample-service';

let app: NestFastifyApplication;
beforeAll(async () => {
  const config = { host: '127.0.0.1', port: 0, allowedHosts: [] };
  const info = { service: 'sample', description: 'one of each door' };
  app = await createService(SampleModule, { ...info, defaultPort: 0, config });
});
afterAll(() => app?.close());

const get = (url: string) => app.inject({ method: 'GET', url });

describe('what machines ask', () => {
  it('is alive and ready', async () => {
    expect((await get('/live')).json()).toEqual({ alive: true });
    const ready = await get('/ready');
    expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, checks: {} }]);
  });

  it('counts open requests, not the question itself', async () => {
    const before = (await get('/in-flight')).json<Record<string, number>>();
    expect(before).toMatchObject({ total: 0, openRequests: 0 });
    const slow = get('/v1/things/slow');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const during = (await get('/in-flight')).json<Record<string, number>>();
    expect(during).toMatchObject({ total: 1, openRequests: 1 });
    await slow;
    const after = (await get('/in-flight')).json<Record<string, number>>();
    expect(after).toMatchObject({ total: 0, activity: (before.activity ?? 0) + 1 });
  });

  it('measures by route pattern', async () => {
    await get('/v1/things/broken');
    const { body } = await get('/metrics');
    expect(body).toContain(
      'http_request_duration_seconds_count{method="GET",route="/v1/things/broken"',
    );
    expect(body).toContain('process_cpu_seconds_total');
  });

  it('draws rows and DTOs into the OpenAPI', async () => {
    const document = (await get('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    const batch = document.paths['/v1/things/batches'].post;
    const { schema } = batch.requestBody.content['application/json'];
    expect(schema.properties.things.items.properties.kind.enum).toEqual(['small', 'large']);
    expect(document.components.schemas.AddThing.required).toContain('weightGrams');
    expect(batch.responses.default.content).toHaveProperty(['application/problem+json']);
    expect((await get('/docs')).statusCode).toBe(200);
    expect((await get('/docs/swagger-ui.css')).statusCode).toBe(200);
  });
});
