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
const parks = (_tx, [table]) => table === 'dead_letters';
const some = (_repository, [, rows]) => rows.length > 0;
const always = () => true;

/** Topics that the relay has sent of the batch in its hands. */
let topicsSent = 0;
const noneSent = () => {
  topicsSent = 0;
  return false;
};
const oneMoreSent = (producer, args) => {
  if (toOthers(producer, args)) topicsSent++;
  return false;
};
const oneSentAlready = (producer, args) => toOthers(producer, args) && topicsSent > 0;

/** Where a class is kept: below this folder, in a file of this name, however the folders are cut. */
const at = (folder, file) => (exported, method, when) => ({
  folder,
  file,
  exported,
  method,
  ...when,
});
const tx = at('libs/persistence', 'open-transaction.js');
const gatherer = at('libs/messaging', 'gatherer.js');
const producer = at('libs/messaging', 'checked-producer.js');
const relay = at('libs/messaging', 'outbox-relay.js');
const outbox = at('libs/messaging', 'table-outbox.js');
const handler = at('libs/messaging', 'batch-handler.js');
const parcels = at('apps/tracking', 'parcel.repository.js');
const sources = at('apps/tracking', 'scan-source.repository.js');
const volumes = at('apps/tracking', 'count-volumes.use-case.js');

/** Between every two steps of the writer, the relay and the door: what is wrapped there. */
const POINTS = {
  'writer-after-parcels': [parcels('ParcelRepository', 'updateFacts', { after: some })],
  'writer-after-sources': [sources('ScanSourceRepository', 'codesOf', { after: some })],
  'writer-after-insert': [tx('OpenTransaction', 'copyInBinary', { after: copiesScans })],
  'writer-after-volumes': [volumes('CountVolumes', 'execute', { after: always })],
  'writer-after-outbox': [outbox('TableOutbox', 'add', { after: always })],
  'writer-before-park': [tx('OpenTransaction', 'insertMany', { before: parks })],
  'writer-after-park': [tx('OpenTransaction', 'insertMany', { after: parks })],
  'writer-before-commit': [handler('BatchHandler', 'run', { after: isWriter })],
  'writer-after-commit': [gatherer('Gatherer', 'commit', { before: takenByWriter })],
  'writer-after-offset': [gatherer('Gatherer', 'commit', { after: takenByWriter })],
  'relay-before-produce': [producer('CheckedProducer', 'send', { before: toOthers })],
  'relay-between-topics': [
    relay('OutboxRelay', 'oldest', { before: noneSent }),
    producer('CheckedProducer', 'send', { before: oneSentAlready, after: oneMoreSent }),
  ],
  'relay-after-produce': [relay('OutboxRelay', 'forget', { before: always })],
  'relay-after-delete': [relay('OutboxRelay', 'forget', { after: always })],
  'door-before-produce': [producer('CheckedProducer', 'send', { before: toScans })],
  'door-after-produce': [producer('CheckedProducer', 'send', { after: toScans })],
};

if (POINTS[point] === undefined || !(left > 0)) {
  throw new Error(`YOULU_FAILPOINT must be one of ${Object.keys(POINTS).join(', ')} and :n`);
}
const missing = new Set(POINTS[point]);
const load = Module._extensions['.js'];
Module._extensions['.js'] = function loadAndWrap(module, filename) {
  load(module, filename);
  for (const target of missing) {
    const { folder, file } = target;
    if (!filename.includes(`/${folder}/src/`) || !filename.endsWith(`/${file}`)) continue;
    wrap(target)(module.exports);
    missing.delete(target);
  }
};
setTimeout(() => {
  for (const { folder, file } of missing) {
    process.stderr.write(`Failpoint ${point}: ${file} of ${folder} was never loaded\n`);
    process.exit(70);
  }
}, 15_000).unref();
