import {
  PreviewPeriod,
  Publication,
  Retirement,
  SopList,
  SopPreview,
  SopPreviewProgress,
  SopText,
  SopValidation,
  SopVersionCard,
  SopVersionDetail,
  sopVersionParams,
} from './sops.ts';

const readers = ['admin', 'head'] as const;
const editors = ['admin'] as const;
const one = '/api/sops/{sopId}/versions/{version}';

/** The versions of the procedures: the administrator works on them, the head of the office reads, and everybody reads those
 * in which they have work. */
export const sopApi = {
  listSops: {
    method: 'get',
    path: '/api/sops',
    summary: 'The procedures one works in, with their versions; all, drafts and refused files, for whoever edits',
    roles: 'any',
    response: SopList,
  },
  getSop: {
    method: 'get',
    path: one,
    summary: 'A version: its text, its table as printed, its diagram',
    roles: 'any',
    params: sopVersionParams,
    response: SopVersionDetail,
  },
  validateSop: {
    method: 'post',
    path: '/api/sops/validation',
    summary: 'Every fault of an SOP text, with its line and what to do',
    roles: editors,
    body: SopText,
    response: SopValidation,
  },
  saveSop: {
    method: 'post',
    path: '/api/sops/drafts',
    summary: 'Save an SOP text as a draft',
    roles: editors,
    body: SopText,
    response: SopVersionCard,
  },
  previewSop: {
    method: 'post',
    path: `${one}/preview`,
    summary: 'What the version would have made of the cases of a period, beside the one in force',
    roles: readers,
    params: sopVersionParams,
    body: PreviewPeriod,
    response: SopPreview,
  },
  previewProgress: {
    method: 'get',
    path: `${one}/preview`,
    summary: 'How far the preview is that one has asked for',
    roles: readers,
    params: sopVersionParams,
    response: SopPreviewProgress,
  },
  publishSop: {
    method: 'post',
    path: `${one}/publication`,
    summary: 'Let new cases run under the version, now or from a moment on',
    roles: editors,
    grave: true,
    params: sopVersionParams,
    body: Publication,
    response: SopVersionCard,
  },
  retireSop: {
    method: 'post',
    path: `${one}/retirement`,
    summary: 'Let no new case run under the version',
    roles: editors,
    grave: true,
    params: sopVersionParams,
    body: Retirement,
    response: SopVersionCard,
  },
} as const;
