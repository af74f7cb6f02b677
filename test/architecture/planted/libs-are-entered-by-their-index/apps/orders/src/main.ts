export { secret } from '../../../libs/http/src/secret';
