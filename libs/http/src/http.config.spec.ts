import { httpConfigFromEnv } from './http.config';

it('binds loopback on the usual port unless told otherwise', () => {
  expect(httpConfigFromEnv(8080, {})).toEqual({ host: '127.0.0.1', port: 8080, allowedHosts: [] });
});

it('lets no other machine in before there are logins', () => {
  expect(() => httpConfigFromEnv(8080, { HOST: '0.0.0.0' })).toThrow(/HOST=0\.0\.0\.0.*ALLOW_UN/s);
  const open = httpConfigFromEnv(8080, { HOST: '0.0.0.0', ALLOW_UNAUTHENTICATED: '1' });
  expect(open.host).toBe('0.0.0.0');
});

it.each(['x', '-1', '65536', '80.5', ' '])('refuses PORT=%j', (PORT) => {
  expect(() => httpConfigFromEnv(8080, { PORT })).toThrow(/PORT must be/);
});

it('reads further hosts', () => {
  const { allowedHosts } = httpConfigFromEnv(8080, { ALLOWED_HOSTS: 'Youlu.example, ,other' });
  expect(allowedHosts).toEqual(['youlu.example', 'other']);
});
