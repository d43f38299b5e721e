import type { Catalogue } from '../../domain/fields/catalogue.ts';
import type { Choice } from '../../domain/fields/field.ts';
import {
  changeOfChoice,
  type ListChange,
  type ListEntry,
  type ListFault,
  type ListName,
  listFault,
  listInForce,
  listKey,
  type OwnChoice,
  readListKey,
  sameChoice,
  sameListValue,
} from '../../domain/fields/own-lists.ts';
import type { CodeInUse } from '../../domain/service/catalogue-use.ts';
import type { Actor } from '../people/policies.ts';
import type { ListCause, ListStore, ListsChange } from '../ports/lists.ts';
import type { Clock, Log } from '../ports/ports.ts';
import { createLayer, linesBack } from '../shared/layer.ts';

export type ListRefusal =
  | ListFault
  | 'not_allowed'
  | 'unknown_list'
  | 'no_choice'
  | 'choice_there'
  | 'choice_of_file'
  | 'choice_in_use'
  | 'choice_relied_on'
  | 'catalogue_moved'
  | 'unknown_change'
  | 'catalogue_changed_since';

export interface OfficeListsDeps {
  readonly store: ListStore;
  /** What this server's forms offer. */
  readonly lists: {
    /** As the files say, by the names of the catalogues. */
    readonly files: ReadonlyMap<string, Catalogue>;
    use(entries: readonly ListEntry[]): void;
    now(): ReadonlyMap<string, Catalogue>;
  };
  /** What tickets say, open and closed. */
  readonly inUse: () => Promise<readonly CodeInUse[]>;
  readonly catalogueOf: (serviceId: string) => string | null;
  /** Whether a procedure in force decides by it. */
  readonly reliedOn: (name: ListName, code: string) => boolean;
  /** Forms on open consoles offer others now. @param version how often they were changed */
  readonly changed: (version: number) => void;
  readonly clock: Clock;
  readonly log: Log;
}

export interface SaidChoice extends ListName {
  readonly code: string;
  readonly choice: OwnChoice;
  /** As whoever changes it saw it; null: it is a new one. */
  readonly was: OwnChoice | null;
}

export type OfficeLists = ReturnType<typeof createOfficeLists>;

/** The lists that forms offer, as the administration says them: laid over the files, offered at once, each change undoable. */
export function createOfficeLists(deps: OfficeListsDeps) {
  const { store, lists, inUse, catalogueOf, reliedOn, changed, clock, log } = deps;
  const layer = createLayer({
    ...{ store, clock, log, right: 'manage lists', told: changeText },
    use: (entries, first, version) => {
      lists.use(entries);
      if (!first) changed(version);
    },
    unread: 'the lists of the administration could not be read',
  });
  const fileOf = ({ catalogue, list }: ListName) => lists.files.get(catalogue)?.get(list) ?? null;
  const change = layer.change<ListRefusal>;

  /** Why the lists cannot become so; the changes, if they can. */
  const checked = async (
    changes: readonly ListChange[],
    entries: readonly ListEntry[],
  ): Promise<readonly ListChange[] | ListRefusal> => {
    const keys = new Set(changes.map(({ kind, key }) => `${kind} ${key}`));
    const after = [
      ...entries.filter(({ kind, key }) => !keys.has(`${kind} ${key}`)),
      ...changes.flatMap(({ kind, key, after: value }) => (value === null ? [] : [{ kind, key, value }])),
    ];
    for (const { kind, key, after: value } of changes) {
      const { code, ...name } = readListKey(key);
      const file = fileOf(name);
      if (!file) return 'unknown_list';
      if (kind === 'choice' && code !== null && value === null && !file.some((one) => one.code === code)) {
        if (reliedOn(name, code)) return 'choice_relied_on';
        const used = (one: CodeInUse) =>
          catalogueOf(one.serviceId) === name.catalogue && one.list === name.list && one.code === code;
        if ((await inUse()).some(used)) return 'choice_in_use';
      }
      const fault = listFault(listInForce(file, name, after));
      // What was wrong in the file already hinders nobody.
      if (fault !== null && fault !== listFault(listInForce(file, name, entries))) return fault;
    }
    return changes;
  };
  const inForce = (name: ListName, entries: readonly ListEntry[]): readonly Choice[] =>
    listInForce(fileOf(name) ?? [], name, entries);

  return {
    version: layer.version,
    now: lists.now,
    files: lists.files,
    history: layer.history,
    /** Adds a choice, changes what it is called, takes it from what is offered or brings it back. */
    save: (actor: Actor, { code, choice, was, ...name }: SaidChoice) =>
      change(actor, causeOf(choice, was), async ({ entries }) => {
        const file = fileOf(name);
        if (!file) return 'unknown_list';
        const there = inForce(name, entries).find((one) => one.code === code);
        if (was === null && there) return 'choice_there';
        if (was !== null && !there) return 'no_choice';
        if (was !== null && there && !sameChoice(was, { name: there.name, retired: there.retired === true }))
          return 'catalogue_moved';
        const said = changeOfChoice(file, name, code, choice, entries);
        return said === null ? [] : checked([said], entries);
      }),
    /** Takes away a choice that was added here and that no ticket says. */
    remove: (actor: Actor, { code, ...name }: ListName & { readonly code: string }) =>
      change(actor, 'removed', async ({ entries }) => {
        const file = fileOf(name);
        if (!file) return 'unknown_list';
        if (file.some((one) => one.code === code)) return 'choice_of_file';
        const gone = changeOfChoice(file, name, code, null, entries);
        return gone === null ? 'no_choice' : checked([gone], entries);
      }),
    /** @param was the codes in the order in which whoever changes it saw them */
    order: (actor: Actor, name: ListName, codes: readonly string[], was: readonly string[]) =>
      change(actor, 'ordered', ({ entries }) => {
        if (!fileOf(name)) return 'unknown_list';
        const now = inForce(name, entries).map(({ code }) => code);
        const same = [...codes].sort().join() === [...now].sort().join();
        if (now.join() !== was.join() || !same) return 'catalogue_moved';
        const key = listKey(name);
        const before = entries.find((one) => one.kind === 'order' && one.key === key)?.value ?? null;
        const after = { order: [...codes] };
        return now.join() === codes.join() ? [] : [{ kind: 'order', key, before, after }];
      }),
    /** Takes a change back as a whole, where nothing of it was changed again and nothing hinders what comes of it. */
    undo: (actor: Actor, id: string) =>
      change(
        actor,
        'undone',
        async ({ entries }, past) => {
          const done = await past(id);
          if (!done) return 'unknown_change';
          const back = linesBack(done.entries, entries, sameListValue);
          return back === null ? 'catalogue_changed_since' : checked(back, entries);
        },
        id,
      ),
    /** Every choice that was ever said here: a ticket that a slower server let say it reads by its code. */
    everSaid: async (): Promise<ReadonlySet<string>> =>
      new Set((await store.history(100_000)).flatMap(({ entries }) => entries.map(({ key }) => key))),
    ...{ load: layer.load, start: layer.start, stop: layer.stop },
  };
}

function causeOf(choice: OwnChoice, was: OwnChoice | null): ListCause {
  if (was === null) return 'added';
  if (was.retired === choice.retired) return 'changed';
  return choice.retired ? 'retired' : 'restored';
}

/** What changed, for the audit: `city-hotline/subjects/rubbish: – → Sampah dan limbah`. */
function changeText({ entries }: ListsChange): string {
  const said = (value: ListChange['after']) => {
    if (value === null) return '–';
    if ('order' in value) return value.order.join(' ');
    return `${value.choice.name.id}${value.choice.retired ? ' (retired)' : ''}`;
  };
  return entries
    .map(({ key, before, after }) => `${key}: ${said(before)} → ${said(after)}`)
    .join('; ')
    .slice(0, 2_000);
}
