'use strict';
/* The program behind `npm start`. */
require('../../run-built.cjs')('apps/standalone/src/launcher/main.js');
