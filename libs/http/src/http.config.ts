export interface HttpConfig {
  host: string;
  port: number;
  /** Host names besides loopback that requests may name, without port, lower case. */
  allowedHosts: readonly string[];
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * PORT: where to listen (0 = any free port). HOST: address to bind, loopback unless
 * ALLOW_UNAUTHENTICATED=1. ALLOWED_HOSTS: further Host names, separated by commas.
 */
export function httpConfigFromEnv(
  defaultPort: number,
  env: NodeJS.ProcessEnv = process.env,
): HttpConfig {
  const text = env.PORT ?? String(defaultPort);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw new Error(`PORT must be a number from 0 to 65535; it is "${text}".`);
  const host = env.HOST ?? '127.0.0.1';
  if (!LOOPBACK_HOSTS.has(host) && env.ALLOW_UNAUTHENTICATED !== '1') {
    throw new Error(
      `HOST=${host} would let other machines in, and there are no logins yet. Remove HOST, or set ` +
        'ALLOW_UNAUTHENTICATED=1 if something in front keeps strangers out.',
    );
  }
  return { host, port, allowedHosts: hostList(env.ALLOWED_HOSTS ?? '') };
}

function hostList(text: string): string[] {
  const hosts = text.split(',').map((host) => host.trim().toLowerCase());
  return hosts.filter((host) => host !== '');
}
