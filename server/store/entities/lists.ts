import { layerChanges, layerEntries } from './layer.ts';

/** What the office says of choices otherwise than the files of catalogues; see `domain/fields/own-lists.ts`. */
export const ListEntryEntity = layerEntries('list_entry');
export const ListChangeEntity = layerChanges('list_change');
