import express from 'express';
import pg from 'pg';

/**
 * What the least would be: an Express route that inserts the body as one row and answers. No signature, no case, no
 * number. `node bare-server.js DATABASE_URL`; prints its port.
 */
const pool = new pg.Pool({ connectionString: process.argv[2], max: 20 });
await pool.query('CREATE TABLE IF NOT EXISTS bare_message (id text PRIMARY KEY, body jsonb NOT NULL)');
const app = express();
app.use(express.json());
app.post('/messages', async (request, response) => {
  await pool.query('INSERT INTO bare_message (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    request.body.id,
    request.body,
  ]);
  response.json({ kept: true });
});
const server = app.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as { port: number }).port}`));
process.once('SIGTERM', () => {
  server.close();
  void pool.end();
});
