import { pipeline } from 'node:stream/promises';
import { type Response, Router } from 'express';
import type { CaseAccess } from '../../app/cases/case-access.ts';
import type { KeepFile, KeptFile } from '../../app/files/keep-file.ts';
import type { FileLooks } from '../../app/files/look.ts';
import type { Directory } from '../../app/people/directory.ts';
import { type Actor, mayAddFile } from '../../app/people/policies.ts';
import type { SecurityLog } from '../../app/people/security-log.ts';
import { type CaseFile, FilesFault } from '../../app/ports/files.ts';
import type { Clock, Log, Store } from '../../app/ports/ports.ts';
import { uuidOf } from '../../app/shared/uuid-of.ts';
import type { CaseFiles, FileCard } from '../../contract/files.ts';
import type { FileLimits } from '../../domain/files/kinds.ts';
import { commandId } from '../command-id.ts';
import type { FileAddresses } from '../file-address.ts';
import { HttpProblem } from '../problem.ts';
import { readableCase } from '../readable-case.ts';
import { mount } from '../route.ts';

export interface FileRoutesDeps {
  readonly store: Pick<Store, 'caseById' | 'isTied' | 'filesOf' | 'fileById'>;
  readonly access: CaseAccess;
  readonly keep: KeepFile;
  readonly looks: FileLooks;
  readonly limits: FileLimits;
  readonly directory: Directory;
  readonly addresses: FileAddresses;
  readonly security: Pick<SecurityLog, 'read'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files of cases: putting them there, and looking at them. */
export function fileRoutes(deps: FileRoutesDeps): Router {
  const { store, access, keep, looks, limits, directory, addresses, security, clock, log } = deps;
  const router = Router();
  const visible = readableCase({ store, access });

  mount(router, 'caseFiles', async ({ params, actor }): Promise<CaseFiles> => {
    const record = await visible(actor, params.caseId);
    await security.read(actor.userId, record.caseId);
    const files = await store.filesOf(record.caseId);
    return {
      files: files.map((file) => fileCard(file, directory)),
      mayAdd: record.state.closedAt === null && mayAddFile(actor),
      limits: limits.bytes,
    };
  });

  mount(router, 'addFile', async ({ params: { caseId }, query, actor, request }) => {
    await visible(actor, caseId);
    if (!mayAddFile(actor)) throw new HttpProblem(403, 'not_allowed', 'Your role does not allow this.');
    const kept = await keep({
      id: uuidOf(`file ${caseId} ${actor.userId} ${commandId(request)}`),
      ...{ caseId, messageId: null, source: 'person', personId: actor.userId },
      name: query.name,
      at: clock.now(),
      // What is not taken is answered: an end of ours would cut the connection first.
      bytes: request.iterator({ destroyOnReturn: false }),
    }).finally(() => void request.resume());
    if (!kept.ok) throw notKept(kept.why);
    return { fileId: kept.file.id, name: kept.file.name };
  });

  const existing = async (fileId: string) => {
    const file = await store.fileById(fileId);
    if (file?.state !== 'kept') throw new HttpProblem(404, 'not_found', 'There is no such file.');
    return file;
  };
  /** The file, where the asker may read its case now. */
  const readable = async (actor: Actor, fileId: string) => {
    const file = await existing(fileId);
    await visible(actor, file.caseId);
    return file;
  };

  mount(router, 'lookAtFile', async ({ params, body: { what }, actor }) => {
    const file = await readable(actor, params.fileId);
    if (what === 'save' && file.active)
      throw new HttpProblem(409, 'file_active', 'It holds a program, and is shown as pictures only.');
    await looks.noted(actor, file, what);
    return addresses.give({ fileId: file.id, what, userId: actor.userId, copy: false });
  });

  mount(router, 'fileContent', async ({ params, query, actor, response }) => {
    const look = addresses.read(params.token, actor.userId);
    if (!look) throw new HttpProblem(404, 'not_found', 'This address is none any more.');
    const file = look.copy ? await existing(look.fileId) : await readable(actor, look.fileId);
    const found = await looks.bytes(file, look.what, query.page).catch((error: unknown) => {
      if (!(error instanceof FilesFault)) throw error;
      log.error({ fileId: file.id, reason: error.message }, 'a file could not be read');
      throw error.code === 'damaged' ? gone() : notKept('files_away');
    });
    if (!found) throw gone();
    bare(response, found.type, look.what === 'save' ? file.name : null);
    await pipeline(found.body, response).catch((error: unknown) => {
      if (error instanceof FilesFault)
        log.error({ fileId: file.id, reason: error.message }, 'a file could not be read');
    });
    return undefined;
  });

  return router;
}

/** Nothing in it runs, whatever it is taken for: not as a page, not in a frame, not under another type. */
export function bare(response: Response, type: string, saveAs: string | null): void {
  response.setHeader('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-type', type);
  if (saveAs === null) response.setHeader('content-disposition', 'inline');
  else response.attachment(saveAs).setHeader('content-type', type);
}

const gone = () => new HttpProblem(410, 'file_gone', 'Its bytes are not there, or not as they were.');

const statuses: Readonly<Partial<Record<Extract<KeptFile, { ok: false }>['why'], number>>> = {
  not_found: 404,
  case_closed: 409,
  case_full: 409,
  file_too_large: 413,
  file_kind: 415,
  files_full: 507,
  files_away: 503,
};
const details: Readonly<Record<Extract<KeptFile, { ok: false }>['why'], string>> = {
  not_found: 'There is no such case.',
  case_closed: 'Nothing is added to a case that is over.',
  case_full: 'The case has as many files as it may have.',
  file_empty: 'There is nothing in the file.',
  file_too_large: 'The file is larger than a file of its kind may be.',
  file_kind: 'Files of this kind are not taken.',
  file_unreadable: 'The file is broken, cut off, locked, or asks for too much.',
  file_infected: 'The scanner found malware in the file.',
  files_full: 'There is no room for files now. The case goes on; send the file again later.',
  files_away: 'Files cannot be kept now. The case goes on; send the file again later.',
};
/** Why a file was not taken. */
export const notKept = (why: Extract<KeptFile, { ok: false }>['why']): HttpProblem =>
  new HttpProblem(statuses[why] ?? 422, why, details[why]);

const fileCard = (file: CaseFile, directory: Pick<Directory, 'nameOf'>): FileCard => ({
  fileId: file.id,
  state: file.state,
  source: file.source,
  messageId: file.messageId,
  personName: directory.nameOf(file.personId),
  kind: file.kind,
  name: file.name,
  bytes: file.bytes,
  pages: file.pages,
  active: file.active,
  preview: file.preview,
  scanned: file.scanned,
  fault: file.fault as FileCard['fault'],
  at: file.at,
});
