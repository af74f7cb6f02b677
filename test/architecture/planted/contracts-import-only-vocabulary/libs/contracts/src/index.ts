export { uuidv7 } from 'uuid';
