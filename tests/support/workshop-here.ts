import type { FileWorkshop, Worked } from '../../server/app/ports/files.ts';

const worked = <T>(made: Promise<T>): Promise<Worked<T>> =>
  made.then(
    (one) => ({ ok: true, ...one }),
    () => ({ ok: false, why: 'unreadable' }),
  );

/** What the workshop of files does, in this process: the process of its own has a test of its own. */
export const workshopHere: FileWorkshop = {
  // Loaded where a test reads files: they are large.
  picture: async (bytes) => worked((await import('../../server/files/pictures.ts')).readPicture(bytes)),
  document: async (bytes) => worked((await import('../../server/files/documents.ts')).readDocument(bytes)),
  page: async (bytes, page) => worked((await import('../../server/files/documents.ts')).readPage(bytes, page)),
};
