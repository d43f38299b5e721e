import type { DataSource } from 'typeorm';
import type { ListStore } from '../app/ports/lists.ts';
import { ListChangeEntity, ListEntryEntity } from './entities/lists.ts';
import { createLayerStore } from './layer.ts';

/** What an office says of its lists of choices in its administration, in PostgreSQL. */
export const createListStore = (dataSource: DataSource): ListStore =>
  createLayerStore(dataSource, {
    ...{ entry: ListEntryEntity, change: ListChangeEntity },
    audited: (cause) => `catalogue.${cause}`,
  });
