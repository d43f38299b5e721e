import { z } from 'zod';
import { Moment } from './primitives.ts';
import { route } from './route.ts';

const kinds = ['picture', 'document', 'sound', 'film'] as const;

/** Why a file is not there, for people. */
const fileFaults = [
  'file_empty',
  'file_too_large',
  'file_kind',
  'file_unreadable',
  'file_infected',
  'case_full',
  'files_full',
  'files_away',
  'not_found',
  'media_unknown',
  'media_gone',
  'media_refused',
  'media_away',
] as const;

/** A file of a case, without its content. */
export const FileCard = z.object({
  fileId: z.uuid(),
  /** `waiting`: it came with a message and is still to be fetched; `refused`: it was not taken, see `fault`. */
  state: z.enum(['waiting', 'kept', 'refused']),
  source: z.enum(['person', 'message', 'page']),
  messageId: z.string().nullable(),
  /** Who added it. */
  personName: z.string().nullable(),
  kind: z.enum(kinds).nullable(),
  name: z.string(),
  bytes: z.number().int(),
  /** Of a document. */
  pages: z.number().int().nullable(),
  /** It holds a program: it is shown as pictures, and not given out. */
  active: z.boolean(),
  preview: z.boolean(),
  /** It was looked through for malware. */
  scanned: z.boolean(),
  fault: z.enum(fileFaults).nullable(),
  at: Moment,
});
export type FileCard = z.infer<typeof FileCard>;

const CaseFiles = z.object({
  files: z.array(FileCard),
  /** The reader may add to them now. */
  mayAdd: z.boolean(),
  /** The largest of each kind, in bytes. */
  limits: z.record(z.enum(kinds), z.number().int()),
});
export type CaseFiles = z.infer<typeof CaseFiles>;

export const fileApi = {
  caseFiles: route({
    method: 'get',
    path: '/api/cases/{caseId}/files',
    summary: 'The files of a case, oldest first',
    roles: 'any',
    params: z.object({ caseId: z.uuid() }),
    response: CaseFiles,
  }),
  addFile: route({
    method: 'post',
    path: '/api/cases/{caseId}/files',
    summary: 'Put a file to a case: its bytes are the body; what it is, is said by its content',
    roles: 'any',
    params: z.object({ caseId: z.uuid() }),
    query: z.object({ name: z.string().max(255).default('') }),
    takes: 'application/octet-stream',
    response: z.object({ fileId: z.uuid(), name: z.string() }),
  }),
  // By POST: a look at what is personal is an entry of the audit.
  lookAtFile: route({
    method: 'post',
    path: '/api/files/{fileId}/look',
    summary: 'An address for a look at a file, good for minutes and for me alone; leaves an audit row',
    roles: 'any',
    params: z.object({ fileId: z.uuid() }),
    body: z.object({ what: z.enum(['preview', 'whole', 'save']) }),
    response: z.object({ url: z.string(), until: Moment }),
  }),
  fileContent: route({
    method: 'get',
    path: '/api/files/seen/{token}',
    summary: 'What `lookAtFile` gave the address of: a picture, a page of a document as a picture, a sound, a film',
    roles: 'any',
    params: z.object({ token: z.string().max(1_000) }),
    query: z.object({ page: z.coerce.number().int().min(1).max(100_000).default(1) }),
    response: null,
    sends: '*/*',
  }),
} as const;
