'use strict';
/* The program behind `npm run youlu`. */
require('../../run-built.cjs')('apps/cli/src/main.js');
