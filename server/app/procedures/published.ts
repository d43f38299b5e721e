import type { SopDefinition } from '../../domain/sop/definition.ts';
import { storedSop } from '../../domain/sop/stored.ts';
import { inForceAt, type VersionLife, versionAt } from '../../domain/sop-life/versions.ts';
import type { Clock, Log } from '../ports/ports.ts';
import type { SopVersionStore } from './store.ts';

/** The versions at hand, so that no case waits for a query: those in force and every one under which a case may run. */
export interface PublishedProcedures {
  /** The version under which a case begins now. @throws when none is published. */
  current(sopId: string): SopDefinition;
  /** @throws an error for which {@link isUnknownVersion} holds, when no case can run under it, as far as is known here. */
  get(id: string, version: string): SopDefinition;
  /** Every procedure that has a version in force now, in it. */
  inForce(): readonly SopDefinition[];
  /** The newest version, in force or not, that has the step; null: none ever had. */
  lastWith(sopId: string, step: string): SopDefinition | null;
  /** Looks at once: somebody here has changed something. */
  refresh(): Promise<void>;
  /** Looks every second what other servers have published or retired. */
  start(): void;
  stop(): Promise<void>;
}

export interface PublishedProceduresDeps {
  readonly store: Pick<SopVersionStore, 'list' | 'bodies'>;
  readonly clock: Clock;
  readonly log: Log;
}

const lookEveryMs = 1_000;

/**
 * What is published comes into force no sooner than this after it is stored, so that every server has it by then and
 * all of them turn to it in the same moment.
 */
export const publicationLeadMs = 3_000;

class UnknownVersion extends Error {}

/** Whether the error says that another server has published a version which this one has not seen yet: try again. */
export const isUnknownVersion = (error: unknown): boolean => error instanceof UnknownVersion;

const keyOf = ({ id, version }: Pick<VersionLife, 'id' | 'version'>) => `${id} ${version}`;

/** Empty until the first `refresh`. */
export function createPublishedProcedures({ store, clock, log }: PublishedProceduresDeps): PublishedProcedures {
  const bodies = new Map<string, SopDefinition>();
  let lives: readonly VersionLife[] = [];
  let looking: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;
  let quiet = false;

  const look = async () => {
    // A draft may still change, and no case runs under it.
    const found = (await store.list()).filter(({ status }) => status !== 'draft');
    const missing = found.filter((one) => !bodies.has(keyOf(one)));
    if (missing.length > 0) for (const body of await store.bodies(missing)) bodies.set(keyOf(body), storedSop(body));
    lives = found.filter((one) => bodies.has(keyOf(one)));
  };
  /** One look after another: what was changed before the question is in the answer. */
  const refresh = () => {
    looking = (looking ?? Promise.resolve()).catch(() => {}).then(look);
    return looking;
  };
  const watch = () => {
    refresh()
      .then(() => {
        quiet = false;
      })
      .catch((error: unknown) => {
        if (!quiet) log.warn({ err: error }, 'the versions of the procedures could not be read; trying again');
        quiet = true;
      })
      .finally(() => {
        if (!stopped) timer = setTimeout(watch, lookEveryMs);
      });
  };
  const bodyOf = (life: VersionLife) => bodies.get(keyOf(life)) as SopDefinition;
  return {
    current: (sopId) => {
      const life = versionAt(lives, sopId, clock.now());
      if (!life) throw new Error(`no version of SOP ${sopId} is published`);
      return bodyOf(life);
    },
    get: (id, version) => {
      const body = bodies.get(keyOf({ id, version }));
      if (!body) throw new UnknownVersion(`SOP ${id} ${version} is not known here`);
      return body;
    },
    inForce: () => {
      const now = clock.now();
      const ids = [...new Set(lives.map(({ id }) => id))].sort();
      return ids.flatMap((id) => inForceAt(lives, id, now) ?? []).map(bodyOf);
    },
    lastWith: (sopId, step) => {
      const having = lives
        .filter(({ id }) => id === sopId)
        .toSorted((a, b) => (b.inForceFrom ?? b.publishedAt ?? 0) - (a.inForceFrom ?? a.publishedAt ?? 0))
        .map(bodyOf);
      return having.find(({ steps }) => steps.some(({ id }) => id === step)) ?? null;
    },
    refresh,
    start: () => {
      stopped = false;
      watch();
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await looking?.catch(() => {});
    },
  };
}
