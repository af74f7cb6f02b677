import { stopTestEngines } from './test-engines';

/** Jest's globalTeardown of the int and e2e projects. */
export default stopTestEngines;
