import { once } from '../../../../server/app/files/incoming.ts';
import { createFileLooks, type FileLooksDeps } from '../../../../server/app/files/look.ts';
import { workshopHere } from '../../../support/workshop-here.ts';

const document = {
  ...{ kind: 'document', mediaType: 'application/pdf' },
  place: { key: Buffer.alloc(32), store: 'disk', blob: 'a' },
} as Parameters<ReturnType<typeof createFileLooks>['bytes']>[0];
const looks = (why: 'away' | 'unreadable') =>
  createFileLooks({
    store: {} as FileLooksDeps['store'],
    vault: { store: 'disk', open: async () => once(Buffer.from('%PDF-')) } as unknown as FileLooksDeps['vault'],
    workshop: { ...workshopHere, page: async () => ({ ok: false, why }) },
  });

it('a page is not there, or nobody can show it now: which of them it is, is said', async () => {
  expect(await looks('unreadable').bytes(document, 'whole', 9)).toBeNull();
  await expect(looks('away').bytes(document, 'whole', 1)).rejects.toMatchObject({ code: 'away' });
});
