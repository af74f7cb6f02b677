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

// One project per tier; the tier is the file's last word: *.spec.ts, *.int-spec.ts, *.e2e-spec.ts.
// Give int and e2e a globalSetup that starts PostgreSQL and Kafka once (TypeScript works there, aliases do not).
module.exports = {
  maxWorkers: 2,
  projects: [
    { ...base, displayName: 'unit', testRegex: '\\.spec\\.ts$' },
    { ...base, displayName: 'int', testRegex: '\\.int-spec\\.ts$' },
    { ...base, displayName: 'e2e', testRegex: '\\.e2e-spec\\.ts$' },
  ],
};
