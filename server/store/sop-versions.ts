import type { DataSource } from 'typeorm';
import type { SopDefinition } from '../domain/sop/definition.ts';
import { SopEntity } from './entities/cases.ts';

/** Keeps the version, so that its cases run to their end under it, and returns every version ever kept. */
export async function keepSop(dataSource: DataSource, sop: SopDefinition): Promise<SopDefinition[]> {
  const sops = dataSource.getRepository(SopEntity);
  const { id, version } = sop;
  await sops.createQueryBuilder().insert().values({ id, version, body: sop }).orIgnore().execute();
  return (await sops.find()).map((row) => row.body as SopDefinition);
}
