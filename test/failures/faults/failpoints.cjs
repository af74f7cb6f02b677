'use strict';
/*
 * Loaded before a service (node --require) that is to die at a named point: YOULU_FAILPOINT=point:n
 * kills the process with SIGKILL when the point is reached for the n-th time. It wraps methods of the
 * built classes, so the product's code knows nothing of it; a point whose class or method is no longer
 * there stops the start, or a renamed method would make a scenario that tests nothing.
 */
const Module = require('node:module');

const [point, nth] = (process.env.YOULU_FAILPOINT ?? '').split(':');
let left = Number(nth);

function reached() {
  if (--left === 0) process.kill(process.pid, 'SIGKILL');
  // The signal is delivered at once to a process that sends it to itself; nothing below this runs.
}

/** Wraps a method: `before` sees its arguments, `after` too, once it has resolved. */
function wrap({ exported, method, before = () => false, after = () => false }) {
  return (exports) => {
    const prototype = exports[exported]?.prototype;
    const original = prototype?.[method];
    if (typeof original !== 'function')
      throw new Error(`Failpoint ${point}: no ${exported}.${method}`);
    prototype[method] = async function wrapped(...args) {
      if (before(this, args)) reached();
      const result = await original.apply(this, args);
      if (after(this, args)) reached();
      return result;
    };
  };
}

const isWriter = (handler) => handler.consumer === 'tracking.scan-writer';
const copiesScans = (_tx, [sql]) => /^\s*COPY\s+"?scan/i.test(sql);
const takenByWriter = (_gatherer, [taken]) => taken.length > 0 && isWriter(taken[0].handler);
const toScans = (_producer, [topic]) => topic.endsWith('tracking.scan');
const toOthers = (producer, args) => !toScans(producer, args);
const always = () => true;

const MESSAGING = 'libs/messaging/src';
const TRANSACTION = 'libs/persistence/src/pool/open-transaction.js';
const tx = { exported: 'OpenTransaction', method: 'copyInBinary' };
const gatherer = { exported: 'Gatherer', method: 'commit' };
const producer = { exported: 'CheckedProducer', method: 'send' };
const relay = { exported: 'OutboxRelay', method: 'forget' };

/** Between every two steps of the writer, the relay and the door: file, and what is wrapped there. */
const POINTS = {
  'writer-after-insert': [TRANSACTION, { ...tx, after: copiesScans }],
  'writer-before-commit': [
    `${MESSAGING}/batch-handler.js`,
    { exported: 'BatchHandler', method: 'run', after: isWriter },
  ],
  'writer-after-commit': [`${MESSAGING}/gatherer.js`, { ...gatherer, before: takenByWriter }],
  'writer-after-offset': [`${MESSAGING}/gatherer.js`, { ...gatherer, after: takenByWriter }],
  'relay-before-produce': [`${MESSAGING}/checked-producer.js`, { ...producer, before: toOthers }],
  'relay-after-produce': [`${MESSAGING}/outbox-relay.js`, { ...relay, before: always }],
  'relay-after-delete': [`${MESSAGING}/outbox-relay.js`, { ...relay, after: always }],
  'door-before-produce': [`${MESSAGING}/checked-producer.js`, { ...producer, before: toScans }],
  'door-after-produce': [`${MESSAGING}/checked-producer.js`, { ...producer, after: toScans }],
};

if (POINTS[point] === undefined || !(left > 0)) {
  throw new Error(`YOULU_FAILPOINT must be one of ${Object.keys(POINTS).join(', ')} and :n`);
}
const [file, target] = POINTS[point];
const load = Module._extensions['.js'];
let isWrapped = false;
Module._extensions['.js'] = function loadAndWrap(module, filename) {
  load(module, filename);
  if (!filename.endsWith(file)) return;
  wrap(target)(module.exports);
  isWrapped = true;
};
setTimeout(() => {
  if (isWrapped) return;
  process.stderr.write(`Failpoint ${point}: ${file} was never loaded\n`);
  process.exit(70);
}, 15_000).unref();
