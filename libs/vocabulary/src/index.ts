export * from './division-code';
export * from './domain-error';
export * from './draws';
export * from './murmur2';
export * from './s10-number';
export * from './time';
export * from './tracking-number';
export * from './words';
