import { runRebuild } from '@youlu/persistence';
import { RecountCells } from './flows/recount-cells.use-case';

runRebuild('orders', { cells: new RecountCells() });
