export const SERVICES = ['orders', 'routing', 'tracking', 'coverage'] as const;
export type Service = (typeof SERVICES)[number];
/** Where each service answers; in one process they share an address. */
export type ServiceUrls = Readonly<Record<Service, string>>;
