import { answerParent } from '../worker/child.ts';

/** A process that reads what strangers sent. */
export type Work =
  | { readonly what: 'picture' | 'document'; readonly bytes: Uint8Array }
  | { readonly what: 'page'; readonly bytes: Uint8Array; readonly page: number };

async function done(work: Work): Promise<object> {
  // Each library is loaded when it is needed.
  if (work.what === 'picture') return (await import('./pictures.ts')).readPicture(work.bytes);
  const { readDocument, readPage } = await import('./documents.ts');
  return work.what === 'page' ? readPage(work.bytes, work.page) : readDocument(work.bytes);
}

answerParent((work: Work) =>
  done(work).then(
    (made) => ({ ok: true, ...made }),
    () => ({ ok: false, why: 'unreadable' }),
  ),
);
