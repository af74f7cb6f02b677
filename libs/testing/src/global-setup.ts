import { startTestEngines } from './test-engines';

/** Jest's globalSetup of the int and e2e projects. */
export default startTestEngines;
