import type { DataSource } from 'typeorm';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { SopEntity } from './entities/cases.ts';

/** Keeps the versions, so that their cases run to their end under them, and returns every version ever kept. */
export async function keepSops(dataSource: DataSource, given: readonly SopDefinition[]): Promise<SopDefinition[]> {
  const sops = dataSource.getRepository(SopEntity);
  const values = given.map((body) => ({ id: body.id, version: body.version, body }));
  await sops.createQueryBuilder().insert().values(values).orIgnore().execute();
  return (await sops.find()).map((row) => row.body as SopDefinition);
}
