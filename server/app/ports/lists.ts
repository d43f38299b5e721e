import type { ListChange, ListEntry } from '../../domain/fields/own-lists.ts';
import type { LayerChange, LayerStore } from './layer.ts';

/** What was done to choices of the office's lists, or that a change was taken back. */
export type ListCause = 'added' | 'changed' | 'retired' | 'restored' | 'removed' | 'ordered' | 'undone';

export type ListsChange = LayerChange<ListCause, ListChange>;

/** What an office says of its lists before its files. */
export type ListStore = LayerStore<ListCause, ListEntry, ListChange>;
