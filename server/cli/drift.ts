import { createDataSource } from '../store/data-source.ts';
import { startTemporaryPostgres } from '../store/embedded/temporary.ts';

/**
 * `npm run drift`: runs the migrations on an empty database and compares the outcome with the entities. Prints what a
 * migration is missing and exits 1, or says that nothing is.
 */
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const server = await startTemporaryPostgres(quiet);
try {
  const source = await createDataSource(server.url, 2).initialize();
  const ran = await source.runMigrations();
  const missing = (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
  await source.destroy();
  if (ran.length === 0) {
    console.error('No migration was run: nothing was compared.');
    process.exitCode = 1;
  }
  for (const query of missing) console.error(`${query};`);
  if (missing.length > 0) process.exitCode = 1;
  else console.log(`${ran.length} migration(s) run; entities and database agree.`);
} finally {
  await server.stop();
}
