'use strict';
/*
 * How a program of this checkout is started: Node is checked, what is stale is built, the compiled
 * file is run in place. Plain old JavaScript, so that an old Node can still read it and say what is
 * wrong. Used by apps/standalone/start.cjs and apps/cli/youlu.cjs.
 */
var path = require('path');
var fs = require('fs');

var ROOT = __dirname;
var DIST = path.join(ROOT, 'dist');
var STAMP = path.join(DIST, '.built');
var NODE_MIN = [20, 19];

function refuse(line) {
  process.stderr.write(line + '\n');
  process.exit(1);
}

function checkNode() {
  var found = process.versions.node.split('.').map(Number);
  var old = found[0] < NODE_MIN[0] || (found[0] === NODE_MIN[0] && found[1] < NODE_MIN[1]);
  if (old) {
    refuse(
      'Youlu needs Node ' +
        NODE_MIN.join('.') +
        ' or newer; this is ' +
        process.version +
        '. Install it from https://nodejs.org.',
    );
  }
  if (!fs.existsSync(path.join(ROOT, 'node_modules', '@swc', 'cli'))) {
    refuse('The packages are not installed. Run: npm ci');
  }
}

/** The newest change among the sources, in ms. */
function newestSource(folder) {
  var newest = fs.statSync(folder).mtimeMs; // also tells that a file was removed
  fs.readdirSync(folder, { withFileTypes: true }).forEach(function (entry) {
    var file = path.join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(file));
    else newest = Math.max(newest, fs.statSync(file).mtimeMs);
  });
  return newest;
}

function isStale() {
  if (!fs.existsSync(STAMP)) return true;
  var built = Number(fs.readFileSync(STAMP, 'utf8'));
  var newest = Math.max(
    newestSource(path.join(ROOT, 'apps')),
    newestSource(path.join(ROOT, 'libs')),
    fs.statSync(path.join(ROOT, '.swcrc')).mtimeMs,
    fs.statSync(path.join(ROOT, 'package-lock.json')).mtimeMs,
  );
  return newest > built;
}

/** Builds beside and renames: a broken or interrupted build leaves the last good one. */
function build() {
  var started = Date.now();
  var fresh = path.join(ROOT, 'node_modules', '.cache', 'youlu-dist-' + process.pid);
  var swc = path.join(ROOT, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  var args = [swc, 'apps', 'libs', '-d', fresh, '--config-file', '.swcrc', '--copy-files'];
  process.stderr.write('编译 …\n'); // what the program prints may be read by another
  var result = require('child_process').spawnSync(
    process.execPath,
    args.concat(['--ignore', '**/*.spec.ts,**/*-spec.ts', '--quiet']),
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (result.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    process.stderr.write(result.stderr || '');
    refuse('The build failed. Correct what is said above and start again.');
  }
  fs.writeFileSync(path.join(fresh, '.built'), String(started));
  replaceDist(fresh);
}

/** Two renames, so that others who run from dist/ miss it for an instant only. */
function replaceDist(fresh) {
  var old = fresh + '-old';
  for (var attempt = 1; ; attempt += 1) {
    try {
      if (fs.existsSync(DIST)) fs.renameSync(DIST, old);
      fs.renameSync(fresh, DIST);
      break;
    } catch (error) {
      fs.rmSync(old, { recursive: true, force: true });
      if (attempt >= 5) throw error; // another build put its own there in between: try again
    }
  }
  fs.rmSync(old, { recursive: true, force: true });
}

/** Runs `dist/<file>`, built anew if a source is newer. */
module.exports = function runBuilt(file) {
  checkNode();
  if (isStale()) build();
  require(path.join(DIST, file));
};
