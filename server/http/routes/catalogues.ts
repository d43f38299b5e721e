import { Router } from 'express';
import type { ListRefusal, OfficeLists } from '../../app/lists/office-lists.ts';
import type { Directory } from '../../app/people/directory.ts';
import { untouched } from '../../app/shared/layer.ts';
import type { CatalogueChangeCard, CatalogueOverview } from '../../contract/catalogues.ts';
import type { Choice } from '../../domain/fields/field.ts';
import type { ListName, ListValue } from '../../domain/fields/own-lists.ts';
import { sameChoice } from '../../domain/fields/own-lists.ts';
import type { Words } from '../../domain/shared/words.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface CatalogueRoutesDeps {
  readonly lists: OfficeLists;
  /** What is chosen from the lists of a catalogue, and what offers it; null: no service uses the catalogue. */
  readonly useOf: (catalogue: string) => {
    readonly services: readonly Words[];
    readonly fields: (list: string) => readonly Words[];
  } | null;
  /** How many open tickets say a code. */
  readonly counted: () => Promise<(name: ListName, code: string) => number>;
  readonly directory: Pick<Directory, 'nameOf'>;
}

const refusals: Readonly<Record<ListRefusal, readonly [403 | 404 | 409, string]>> = {
  not_allowed: [403, 'Your role does not allow this.'],
  unknown_list: [404, 'There is no such list.'],
  no_choice: [404, 'There is no such choice (any more).'],
  choice_there: [409, 'The list has a choice of this code already.'],
  choice_of_file: [409, 'It stands in the file: retire it instead.'],
  choice_in_use: [409, 'Tickets say it: retire it instead.'],
  choice_relied_on: [409, 'A procedure in force decides by it.'],
  choice_last: [409, 'The list would have nothing left to choose.'],
  choice_named_alike: [409, 'Another choice of the list is called the same.'],
  catalogue_moved: [409, 'Somebody changed it meanwhile: look again.'],
  unknown_change: [404, 'There is no such change.'],
  catalogue_changed_since: [409, 'Something of it was changed again: take that back first.'],
};

const own = ({ name: { id, en }, retired }: Choice) => ({ name: { id, en }, retired: retired === true });
const said = (value: ListValue | null): CatalogueChangeCard['lines'][number]['after'] => {
  if (value === null) return null;
  return 'order' in value ? { order: [...value.order] } : own({ code: '', ...value.choice });
};

/** The lists of choices, for whoever administers. */
export function catalogueRoutes({ lists, useOf, counted, directory }: CatalogueRoutesDeps): Router {
  const router = Router();
  const told = (refusal: ListRefusal | null): undefined => {
    if (refusal === null) return undefined;
    const [status, words] = refusals[refusal];
    throw new HttpProblem(status, refusal, words);
  };
  mount(router, 'catalogues', async (): Promise<CatalogueOverview> => {
    const version = lists.version();
    const tickets = await counted();
    const history = await lists.history();
    const free = untouched(history);
    const catalogues = [...lists.now()].flatMap(([id, all]) => {
      const use = useOf(id);
      if (use === null) return [];
      const cards = [...all].map(([list, choices]) => ({
        id: list,
        fields: use.fields(list).map(({ id: name, en }) => ({ id: name, en })),
        choices: choices.map((choice) => {
          const file = lists.files
            .get(id)
            ?.get(list)
            ?.find(({ code }) => code === choice.code);
          return {
            ...{ code: choice.code, ...own(choice), from: file ? ('file' as const) : ('here' as const) },
            instead: file && !sameChoice(own(file), own(choice)) ? own(file) : null,
            tickets: tickets({ catalogue: id, list }, choice.code),
          };
        }),
      }));
      return [{ id, services: use.services.map(({ id: name, en }) => ({ id: name, en })), lists: cards }];
    });
    return {
      ...{ version, catalogues },
      history: history.map(({ id, madeAt, madeBy, cause, entries }) => ({
        ...{ changeId: id, at: madeAt, byName: directory.nameOf(madeBy), cause, undoable: free.has(id) },
        lines: entries.map(({ key, before, after }) => ({ key, before: said(before), after: said(after) })),
      })),
    };
  });
  mount(router, 'saveChoice', async ({ actor, params, body: { name, retired, was } }) =>
    told(
      await lists.save(actor, {
        ...{ ...params, was },
        choice: { name: { id: name.id, en: name.en || name.id }, retired },
      }),
    ),
  );
  mount(router, 'removeChoice', async ({ actor, params }) => told(await lists.remove(actor, params)));
  mount(router, 'orderChoices', async ({ actor, params, body: { codes, was } }) =>
    told(await lists.order(actor, params, codes, was)),
  );
  mount(router, 'undoCatalogueChange', async ({ actor, params: { changeId } }) =>
    told(await lists.undo(actor, changeId)),
  );
  return router;
}
