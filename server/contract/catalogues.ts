import { z } from 'zod';
import { line } from './case.ts';
import type { Role } from './people.ts';
import { Bilingual, Moment } from './primitives.ts';
import { route } from './route.ts';

const Said = z.object({ name: Bilingual, retired: z.boolean() });

const ChoiceCard = Said.extend({
  code: z.string(),
  /** From the catalogue's file, or added here. */
  from: z.enum(['file', 'here']),
  /** What the file says, where it was changed here. */
  instead: Said.nullable(),
  /** Open tickets that say it. */
  tickets: z.number().int(),
});

const CatalogueCard = z.object({
  id: z.string(),
  /** Whose forms offer it. */
  services: z.array(Bilingual),
  lists: z.array(
    z.object({
      id: z.string(),
      /** What the fields are called that are chosen from it; none: no procedure in force asks for it. */
      fields: z.array(Bilingual),
      choices: z.array(ChoiceCard),
    }),
  ),
});

/** `null`: what the file says. */
const SaidThere = z.union([Said, z.object({ order: z.array(z.string()) })]).nullable();

const ChangeCard = z.object({
  changeId: z.uuid(),
  at: Moment,
  byName: z.string().nullable(),
  cause: z.enum(['added', 'changed', 'retired', 'restored', 'removed', 'ordered', 'undone']),
  /** `key`: `city-hotline/subjects/rubbish`, or without a code of the order of a list. */
  lines: z.array(z.object({ key: z.string(), before: SaidThere, after: SaidThere })),
  /** Nothing of it was changed again. */
  undoable: z.boolean(),
});
export type CatalogueChangeCard = z.infer<typeof ChangeCard>;

const CatalogueOverview = z.object({
  /** How many changes were made here; another one: something is different. */
  version: z.number().int(),
  catalogues: z.array(CatalogueCard),
  /** The newest first. */
  history: z.array(ChangeCard),
});
export type CatalogueOverview = z.infer<typeof CatalogueOverview>;

const ListPath = z.object({ catalogue: z.string().max(60), list: z.string().max(60) });
const Code = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'code_invalid');
const codes = z.array(z.string().max(40)).max(500);

const catalogueManagers = ['admin'] as const satisfies readonly Role[];

export const cataloguesApi = {
  catalogues: route({
    method: 'get',
    path: '/api/catalogues',
    summary:
      'The lists that forms offer, with where each choice is from, the open tickets that say it, and what was changed by whom',
    roles: catalogueManagers,
    response: CatalogueOverview,
  }),
  saveChoice: route({
    method: 'put',
    path: '/api/catalogues/{catalogue}/{list}/{code}',
    summary:
      'Add a choice, change what it is called, retire it or bring it back; offered and checked by at once; leaves an audit row',
    roles: catalogueManagers,
    params: ListPath.extend({ code: Code }),
    body: z.object({
      /** Without an English name it has the Indonesian one. */
      name: z.object({ id: line(120).min(1, 'required'), en: line(120) }),
      /** No longer offered; tickets that say it still read. */
      retired: z.boolean(),
      /** As it was shown; null: it is a new one. Another one meanwhile is refused. */
      was: Said.nullable(),
    }),
    response: null,
  }),
  removeChoice: route({
    method: 'delete',
    path: '/api/catalogues/{catalogue}/{list}/{code}',
    summary: 'Take away a choice that was added here and that no ticket says; leaves an audit row',
    roles: catalogueManagers,
    params: ListPath.extend({ code: Code }),
    response: null,
  }),
  orderChoices: route({
    method: 'put',
    path: '/api/catalogues/{catalogue}/{list}',
    summary: 'Put the choices of a list into another order; leaves an audit row',
    roles: catalogueManagers,
    params: ListPath,
    body: z.object({ codes, /** As they were shown. */ was: codes }),
    response: null,
  }),
  undoCatalogueChange: route({
    method: 'post',
    path: '/api/catalogues/changes/{changeId}/undo',
    summary: 'Take a change back as a whole, if nothing of it was changed again; leaves an audit row',
    roles: catalogueManagers,
    params: z.object({ changeId: z.uuid() }),
    response: null,
  }),
} as const;
