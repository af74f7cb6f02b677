// What the timeline is measured against: bare Fastify and the same query, prepared; the row as it is.
import fastify from 'fastify';
import { Pool } from 'pg';
import { PARCEL_COLUMNS } from '../../../apps/tracking/src/parcels/parcel.repository';
import { serveCalls } from '../load/calls';

const QUERY = `SELECT ${PARCEL_COLUMNS}, i.outcome, i.legs
  FROM tracking.parcels LEFT JOIN LATERAL (
    SELECT outcome, legs FROM tracking.itineraries WHERE itineraries.tracking_number = $1) i ON true
  WHERE tracking_number = $1`;

serveCalls({
  async start() {
    const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
    const app = fastify();
    app.get<{ Params: { trackingNumber: string } }>(
      '/v1/parcels/:trackingNumber',
      async (request, reply) => {
        const values = [request.params.trackingNumber];
        const { rows } = await pool.query({ name: 'timeline', text: QUERY, values });
        const row = rows[0] as { facts: Buffer } | undefined;
        if (!row) return reply.code(404).send({ error: 'unknown' });
        return { ...row, facts: row.facts.toString('base64') };
      },
    );
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    return Number(new URL(url).port);
  },
});
