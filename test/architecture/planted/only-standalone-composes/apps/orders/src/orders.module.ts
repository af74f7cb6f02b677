export { tracking } from '../../tracking/src/index';
