'use strict';
/**
 * The boundaries of ARCHITECTURE.md §4. Each rule has a planted violation under
 * test/architecture/planted/<rule>/ that it must catch: a rule that cannot fail proves nothing.
 */
const ROLE =
  'use-case|query|consumer|controller|dto|entity|repository|projection|errors|event|job|client|file|cli|program|module|config|persistence|decorator|filter|guard|pipe';
const TEST = '\\.(spec|int-spec|e2e-spec)\\.ts$';
/** A domain file: no second dot in its name but before a year, inside a feature folder, however deep. */
const FEATURE = '^apps/(orders|routing|tracking|coverage)/src/(?!migrations/|testing/).+/';
const DOMAIN = [`${FEATURE}[a-z0-9-]+\\.ts$`, `${FEATURE}[a-z0-9-]+\\.[0-9][0-9][0-9][0-9]\\.ts$`];
const SERVICE = '^apps/([^/]+)/';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment: 'A circle of files cannot be understood one file at a time.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'imports-resolve',
    comment: 'An import that only resolves on one machine breaks on the next.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'services-talk-through-contracts',
    comment: 'What a service needs from another arrives as an event and is kept as a local copy.',
    severity: 'error',
    from: { path: SERVICE, pathNot: '^apps/standalone/' },
    to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'only-standalone-composes',
    comment: 'Only the standalone application knows more than one context.',
    severity: 'error',
    from: { path: SERVICE, pathNot: '^apps/standalone/' },
    to: { path: '^apps/[^/]+/src/index\\.ts$', pathNot: '^apps/$1/' },
  },
  {
    name: 'compose-through-the-front-door',
    comment: 'Standalone takes a context by its src/index.ts and knows nothing behind it.',
    severity: 'error',
    from: { path: '^apps/standalone/' },
    to: { path: '^apps/(?!standalone/)', pathNot: '^apps/[^/]+/src/index\\.ts$' },
  },
  {
    name: 'libs-know-no-apps',
    comment: 'A library that knows its users is not one.',
    severity: 'error',
    from: { path: '^libs/' },
    to: { path: '^apps/' },
  },
  {
    name: 'libs-are-entered-by-their-index',
    comment: 'What a library does not export is its own business.',
    severity: 'error',
    // Jest loads libs/testing's global set-up without aliases, so it goes straight to the engines.
    from: { path: '^(apps|libs)/([^/]+)/', pathNot: '^libs/testing/src/test-engines\\.ts$' },
    to: { path: '^libs/[^/]+/', pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'domain-is-pure',
    comment: 'Rules and values are plain TypeScript: no framework, no rows, no I/O, no doors.',
    severity: 'error',
    from: { path: DOMAIN },
    to: {
      path: [
        '(^|/)node_modules/(?!@sinclair/typebox)',
        '^(node:)?(fs|fs/promises|net|http|https|child_process|os|timers|timers/promises|worker_threads)$',
        '^libs/(messaging|persistence|http|observability|embedded|testing)/',
        `\\.(${ROLE})\\.ts$`,
      ],
    },
  },
  {
    name: 'use-cases-know-no-door',
    comment: 'A use case can be called from any door, so it knows none.',
    severity: 'error',
    from: { path: '\\.use-case\\.ts$' },
    to: { path: ['\\.(controller|consumer|dto)\\.ts$', '(^|/)node_modules/fastify/'] },
  },
  {
    name: 'doors-never-touch-rows',
    comment: 'A door hands over to a use case or a query; rows are theirs.',
    severity: 'error',
    from: { path: '\\.(controller|consumer)\\.ts$' },
    to: { path: '\\.(entity|repository)\\.ts$' },
  },
  {
    name: 'rows-stay-behind-their-feature',
    comment: 'Another feature asks this one, not its tables.',
    severity: 'error',
    from: { path: '^apps/([^/]+)/src/([^/]+)/' },
    to: { path: '^apps/$1/src/[^/]+/.+\\.(entity|repository)\\.ts$', pathNot: '^apps/$1/src/$2/' },
  },
  {
    name: 'contracts-import-only-vocabulary',
    comment: 'A contract is read by everybody, so it drags nothing in.',
    severity: 'error',
    from: { path: '^libs/contracts/src/', pathNot: TEST },
    to: {
      path: ['^(libs|apps)/', '(^|/)node_modules/', '^node:'],
      pathNot: ['^libs/(contracts|vocabulary)/', '(^|/)node_modules/@sinclair/typebox/'],
    },
  },
  {
    name: 'vocabulary-imports-nothing',
    comment: 'The words stand under everything.',
    severity: 'error',
    from: { path: '^libs/vocabulary/src/', pathNot: TEST },
    to: { pathNot: '^libs/vocabulary/src/' },
  },
  {
    name: 'kafkajs-only-in-messaging',
    comment: 'One place knows the client, its traps, and the check that makes its sends safe.',
    severity: 'error',
    from: { pathNot: ['^libs/messaging/', TEST, '^test/'] },
    to: { path: '(^|/)node_modules/kafkajs/' },
  },
  {
    name: 'typeorm-only-in-rows-and-persistence',
    comment: 'Elsewhere rows are plain values.',
    severity: 'error',
    from: {
      pathNot: [
        '\\.(entity|repository|persistence)\\.ts$',
        '/migrations/',
        '^libs/(persistence|testing)/',
        '\\.fixture\\.ts$',
        TEST,
      ],
    },
    to: { path: '(^|/)node_modules/typeorm/' },
  },
];

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|planted)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
