import { Router } from 'express';
import type { Directory } from '../../app/people/directory.ts';
import { type Actor, mayReadDrafts, mayReadProcedure } from '../../app/people/policies.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { SopPreviews } from '../../app/procedures/preview.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import type { RefusedFile, SopVersionRecord, SopVersionStore, StoredSop } from '../../app/procedures/store.ts';
import type { SopEditor, SopOutcome, SopVersions } from '../../app/procedures/versions.ts';
import type { SopFault, SopPreview, SopPreviewProgress, SopVersionCard } from '../../contract/sops.ts';
import { eventWords } from '../../domain/case/event-words.ts';
import type { Fault } from '../../domain/shared/file-fault.ts';
import { storedSop } from '../../domain/sop/stored.ts';
import { phaseOf, type VersionLife } from '../../domain/sop-life/versions.ts';
import { graphOf, mermaidOf } from '../../domain/sop-print/diagram.ts';
import { type PrintedTable, printedTable } from '../../domain/sop-print/table.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface SopRoutesDeps {
  readonly store: Pick<SopVersionStore, 'list' | 'one' | 'bodies'>;
  readonly versions: SopVersions;
  readonly preview: SopPreviews;
  readonly refused: readonly RefusedFile[];
  readonly services: SopRegistry['services'];
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Versions of procedures: read, validated, drafted, previewed, published, retired. */
export function sopRoutes(deps: SopRoutesDeps): Router {
  const { store, versions, preview, refused, services, directory, clock } = deps;
  const router = Router();

  const cardOf = (record: SopVersionRecord, all: readonly VersionLife[]): SopVersionCard => ({
    id: record.id,
    version: record.version,
    title: record.title,
    phase: phaseOf(
      record,
      all.filter(({ id }) => id === record.id),
      clock.now(),
    ),
    origin: record.origin,
    savedAt: record.loadedAt,
    savedBy: directory.nameOf(record.savedBy),
    publishedAt: record.publishedAt,
    publishedBy: directory.nameOf(record.publishedBy),
    inForceFrom: record.inForceFrom,
    retiredAt: record.retiredAt,
    retiredBy: directory.nameOf(record.retiredBy),
  });
  const storedCard = async (stored: StoredSop) => cardOf({ ...stored, title: stored.body.title }, await store.list());
  const changed = async (outcome: SopOutcome) => storedCard(versionOf(outcome));

  /** Those whose contents are the reader's to read: a draft is nobody's who works by what is in force. */
  const readable = async (actor: Actor, all: readonly SopVersionRecord[]) => {
    if (mayReadDrafts(actor)) return all;
    const published = all.filter(({ publishedAt }) => publishedAt !== null);
    const bodies = await store.bodies(published);
    const open = new Set(bodies.filter((body) => mayReadProcedure(actor, body)).map(keyOf));
    return published.filter((one) => open.has(keyOf(one)));
  };

  mount(router, 'listSops', async ({ actor }) => {
    const all = await store.list();
    const open = await readable(actor, all);
    const ids = [...new Set(open.map(({ id }) => id))];
    return {
      sops: ids.map((id) => ({
        id,
        services: services.filter(({ sopId }) => sopId === id).map(({ name }) => name),
        versions: open.filter((one) => one.id === id).map((one) => cardOf(one, all)),
      })),
      refused: (mayReadDrafts(actor) ? refused : []).map(({ file, faults }) => ({ file, faults: faults.map(faultOf) })),
    };
  });

  mount(router, 'getSop', async ({ params, actor }) => {
    const stored = await store.one(params.sopId, params.version);
    if (!stored || !mayReadProcedure(actor, stored.body)) throw missing();
    if (stored.publishedAt === null && !mayReadDrafts(actor)) throw missing();
    const { source } = stored;
    const body = storedSop(stored.body);
    const graph = { id: graphOf(body, 'id'), en: graphOf(body, 'en') };
    return {
      ...(await storedCard(stored)),
      source,
      table: { id: tableOf(printedTable(body, 'id')), en: tableOf(printedTable(body, 'en')) },
      diagram: { id: mermaidOf(body, 'id'), en: mermaidOf(body, 'en') },
      graph,
      eventNames: Object.fromEntries(
        graph.id.edges.flatMap(({ events }) => events).map((type) => [type, eventWords(type)]),
      ),
    };
  });

  mount(router, 'validateSop', async ({ body }) => {
    const { sop, faults } = await versions.validate(body.source);
    const steps = sop?.steps.filter(({ kind }) => kind === 'step').length ?? 0;
    return { id: sop?.id ?? null, version: sop?.version ?? null, steps, faults: faults.map(faultOf) };
  });
  mount(router, 'saveSop', async ({ body, actor }) => changed(await versions.saveDraft(editor(actor), body.source)));

  /** By who asked for it: what it is of, and how far it is. */
  const previews = new Map<string, SopPreviewProgress>();
  const previewKey = (actor: Actor, { sopId, version }: { sopId: string; version: string }) =>
    `${actor.userId} ${sopId} ${version}`;
  mount(router, 'previewProgress', async ({ params, actor }) => previews.get(previewKey(actor, params)) ?? null);
  mount(router, 'previewSop', async ({ params, body, actor }): Promise<SopPreview> => {
    const key = previewKey(actor, params);
    const tell = (progress: SopPreviewProgress) => void previews.set(key, progress);
    const outcome = await preview(params.sopId, params.version, body, tell).finally(() => previews.delete(key));
    if (outcome.ok) {
      const { steps, ...rest } = outcome.preview;
      return {
        ...rest,
        steps: steps.map(({ step, ...change }) => ({ step: step.id, number: step.number, name: step.name, ...change })),
      };
    }
    if (outcome.kind === 'not-found') throw missing();
    if (outcome.kind === 'period')
      throw invalid([{ field: 'until', code: 'before_from', message: 'Ends before it begins.' }]);
    throw new HttpProblem(409, 'preview_running', 'Another preview is being made; try again when it is done.');
  });

  mount(router, 'publishSop', async ({ params, body, actor }) =>
    changed(await versions.publish(editor(actor), params.sopId, params.version, body.inForceFrom ?? null)),
  );
  mount(router, 'retireSop', async ({ params, body, actor }) =>
    changed(await versions.retire(editor(actor), params.sopId, params.version, body.reason)),
  );
  return router;
}

const keyOf = ({ id, version }: { readonly id: string; readonly version: string }) => `${id} ${version}`;

const editor = ({ userId }: Actor): SopEditor => ({ userId, origin: 'console' });

const missing = () => new HttpProblem(404, 'not_found', 'There is no such version.');

const faultOf = ({ line, place, id, en }: Fault): SopFault => ({ line, place: place ?? null, id, en });

const tableOf = ({ head, heading, rows, readings }: PrintedTable) => ({
  head: { facts: [...head.facts], lists: head.lists.map((list) => ({ ...list, items: [...list.items] })) },
  heading: [...heading],
  rows: rows.map((row) => [...row]),
  readings: [...readings],
});

const details = {
  sop_published_already: 'This version is published already.',
  sop_retired_already: 'This version is retired already.',
  sop_last_in_force: 'New cases of these services would have no procedure:',
  sop_channel_missing: 'Services come by a channel that this version does not name:',
  sop_catalogue_lacks: 'The lists of its services lack what this version asks for:',
} as const;

function versionOf(outcome: SopOutcome): StoredSop {
  if (outcome.ok) return outcome.version;
  switch (outcome.kind) {
    case 'not-found':
      throw missing();
    case 'in-past':
      throw invalid([{ field: 'inForceFrom', code: 'in_past', message: 'This moment is over.' }]);
    case 'faults':
      throw invalid(
        outcome.faults.map((fault) => ({
          field: `source${fault.line === null ? '' : `:${fault.line}`}`,
          code: 'sop_fault',
          message: `${fault.id} / ${fault.en}`,
        })),
      );
    case 'rejected': {
      const detail = details[outcome.rejection];
      throw new HttpProblem(409, outcome.rejection, detail.endsWith(':') ? `${detail} ${outcome.why}` : detail);
    }
  }
}
