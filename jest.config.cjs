'use strict';
const { readFileSync } = require('node:fs');

const swc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
delete swc.$schema;
delete swc.jsc.baseUrl; // aliases are Jest's business here
delete swc.jsc.paths;

const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  moduleNameMapper: { '^@youlu/([^/]+)$': '<rootDir>/libs/$1/src/index.ts' },
  transform: {
    '^.+\\.(t|m?j)s$': [
      '<rootDir>/test/jest-transform.cjs',
      { ...swc, sourceMaps: 'inline', swcrc: false },
    ],
  },
  transformIgnorePatterns: [], // the transformer itself leaves CommonJS packages alone
};

// One PostgreSQL and one Kafka for the whole run (TypeScript works there, aliases do not).
const withEngines = {
  globalSetup: '<rootDir>/libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/global-teardown.ts',
};

// One project per tier; the tier is the file's last word: *.spec.ts, *.int-spec.ts, *.e2e-spec.ts.
module.exports = {
  maxWorkers: 2,
  testTimeout: 30_000,
  projects: [
    { ...base, displayName: 'unit', testRegex: '\\.spec\\.ts$' },
    { ...base, ...withEngines, displayName: 'int', testRegex: '\\.int-spec\\.ts$' },
    { ...base, ...withEngines, displayName: 'e2e', testRegex: '\\.e2e-spec\\.ts$' },
  ],
};
