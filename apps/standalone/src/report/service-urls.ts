export const SERVICES = ['orders', 'routing', 'tracking', 'coverage'] as const;
export type Service = (typeof SERVICES)[number];
/** Where each service answers; in one process they share an address. */
export type ServiceUrls = Record<Service, string>;

export function serviceUrls(port: number, separate: boolean): ServiceUrls {
  const at = (offset: number): string => `http://127.0.0.1:${port + (separate ? offset : 0)}`;
  return { orders: at(1), routing: at(2), tracking: at(3), coverage: at(4) };
}

/** The addresses without repetition. */
export function distinctUrls(urls: ServiceUrls): string[] {
  return [...new Set(Object.values(urls))];
}
