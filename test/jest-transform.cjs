'use strict';
// @swc/jest, plus: packages under node_modules that are ES modules are compiled to CommonJS
// (Jest on Node 20 cannot require them); CommonJS packages pass through untouched.
const fs = require('node:fs');
const path = require('node:path');
const swcJest = require('@swc/jest');

const esmByFolder = new Map();

/** Whether Node would load this file of a package as an ES module. */
function isEsm(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  const visited = [];
  let folder = path.dirname(file);
  while (!esmByFolder.has(folder)) {
    visited.push(folder);
    const manifest = path.join(folder, 'package.json');
    const parent = path.dirname(folder);
    if (fs.existsSync(manifest))
      esmByFolder.set(folder, JSON.parse(fs.readFileSync(manifest, 'utf8')).type === 'module');
    else if (parent === folder) esmByFolder.set(folder, false);
    else folder = parent;
  }
  const esm = esmByFolder.get(folder);
  for (const f of visited) esmByFolder.set(f, esm);
  return esm;
}

module.exports = {
  createTransformer(options) {
    const swc = swcJest.createTransformer(options);
    const process = (source, file, jestOptions) =>
      file.includes(`${path.sep}node_modules${path.sep}`) && !isEsm(file)
        ? { code: source }
        : swc.process(source, file, jestOptions);
    return { ...swc, process };
  },
};
