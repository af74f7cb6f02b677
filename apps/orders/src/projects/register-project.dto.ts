import {
  BooleanField,
  DayField,
  DivisionCodeField,
  IdField,
  IntField,
  OneOfField,
  PageQuery,
  TextField,
} from '@youlu/http';
import { type Attribution, ATTRIBUTIONS } from './project';
import { type Track, TRACKS } from './threshold';

const PARCELS_MAX = 1_000_000_000;

export class RegisterProjectDto {
  @IdField({ example: 'korla-pear-2020' })
  projectId: string;

  @TextField({ max: 200 })
  name: string;

  @OneOfField(TRACKS, { description: '一地一品, 一县一品, 一市一品' })
  track: Track;

  @IdField()
  productId: string;

  @DivisionCodeField({
    list: { min: 1, max: 50 },
    description: 'Divisions of any level whose parcels count',
  })
  placeCodes: string[];

  @OneOfField(ATTRIBUTIONS, {
    optional: true,
    description: 'Which place of a parcel decides: declared origin (default), sender, outlet',
  })
  attribution?: Attribution;

  @IdField({ example: '65', description: 'Whose threshold applies: a province, or `national`' })
  jurisdiction: string;

  @DayField({ description: 'First day of the period' })
  from: string;

  @DayField({ description: 'The day after the last' })
  to: string;

  @IntField({ min: 0, max: PARCELS_MAX, description: 'Parcels of the period before counting here' })
  openingCount: number;

  @IntField({
    min: 0,
    max: PARCELS_MAX,
    description: 'Parcels the rest of the period should bring',
  })
  plannedCount: number;

  @IntField({ min: 1, max: 10_000, description: 'How many parcels one counted stands for' })
  sampleEvery: number;

  @BooleanField({ optional: true })
  simulated?: boolean;
}

const AS_OF = { optional: true, description: 'As of the end of this day; left out, today' };

export class ReadProjectQuery {
  @DayField(AS_OF)
  asOf?: string;
}

export class ListProjectsQuery extends PageQuery {
  @DayField(AS_OF)
  asOf?: string;
}
