import { keepFiles, readAnew } from '../../../../server/app/procedures/keeping.ts';
import type { SopFile, StoredSop } from '../../../../server/app/procedures/store.ts';
import { shipped, sopText, sopWith, stepWith } from '../../../support/sops.ts';

const sop = (version: string, budgetMs = 1_000) => ({ ...sopWith([stepWith({ budgetMs })]), version });
const file = (of: Partial<SopFile> & { readonly version?: string; readonly budgetMs?: number }): SopFile => {
  const { version = '1', budgetMs = 1_000, ...given } = of;
  const text = `version: ${version} # ${budgetMs}\n`;
  return {
    file: `${version}.yaml`,
    origin: 'shipped',
    text,
    sop: sop(version, budgetMs),
    faults: [],
    ...given,
  };
};
const first = (...files: SopFile[]) => keepFiles([], files, 5).put;
const published = first(file({}));
const saved: StoredSop[] = [{ ...(first(file({ version: '2' }))[0] as StoredSop), status: 'draft', publishedAt: null }];
const brief = (all: readonly StoredSop[]) => all.map(({ version, status, origin }) => `${version} ${status} ${origin}`);

describe('what becomes of the SOP files found at a start', () => {
  it('publishes what is there when nothing ever was in force', () => {
    const [one] = published;
    expect(one).toMatchObject({ id: 'p', version: '1', status: 'published', publishedAt: 5, inForceFrom: null });
    expect(one?.source).toBe('version: 1 # 1000\n');
    expect(one?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("publishes one version of a procedure: the office's own before a shipped one, the last by name before the others", () => {
    expect(brief(first(file({}), file({ version: '2' })))).toEqual(['1 draft shipped', '2 published shipped']);
    expect(brief(first(file({ origin: 'own', version: '0' }), file({}), file({ version: '2' })))).toEqual([
      '1 draft shipped',
      '2 draft shipped',
      '0 published own',
    ]);
  });

  it('keeps a later version as a draft, and what is stored already as it is', () => {
    const { put, refused } = keepFiles(published, [file({}), file({ version: '2' })], 9);
    expect(brief(put)).toEqual(['2 draft shipped']);
    expect(refused).toEqual([]);
    expect(keepFiles([...published, ...put], [file({}), file({ version: '2' })], 9)).toEqual({ put: [], refused: [] });
  });

  it('does not bring a procedure back that somebody has retired', () => {
    const retired = published.map((one) => ({ ...one, status: 'retired' as const }));
    expect(brief(keepFiles(retired, [file({ version: '2' })], 9).put)).toEqual(['2 draft shipped']);
  });

  it('refuses other contents under a version that is stored, in both languages and on its line', () => {
    const { put, refused } = keepFiles(published, [file({ budgetMs: 2_000 })], 9);
    expect(put).toEqual([]);
    expect(refused).toEqual([
      {
        file: '1.yaml',
        faults: [
          {
            line: 1,
            place: 'version',
            id: 'Versi 1 dari SOP p sudah tersimpan dengan isi lain, dan itu tetap berlaku. Beri versi baru.',
            en: 'Version 1 of SOP p is stored with other contents, and those stay in force. Give it a new version.',
          },
        ],
      },
    ]);
    expect(
      keepFiles([], [file({}), file({ origin: 'own', budgetMs: 2_000, file: 'z.yaml' })], 9).refused,
    ).toMatchObject([{ file: 'z.yaml' }]);
  });

  it('takes another comment or another order of fields for the same contents', () => {
    const { id, ...rest } = sop('1');
    const other = { ...rest, id };
    expect(keepFiles(published, [file({ text: '# other\n', sop: other })], 9)).toEqual({ put: [], refused: [] });
    expect(keepFiles(published, [file({ text: 'version: 1 # 1000\r\n' })], 9)).toEqual({ put: [], refused: [] });
  });

  it('fills in what was kept without its text, as the file has it: until then that was what counted', () => {
    const without = published.map((one) => ({ ...one, source: null, digest: null }));
    expect(keepFiles(without, [file({})], 9).put).toEqual(published);
    const { put, refused } = keepFiles(without, [file({ budgetMs: 2_000 })], 9);
    expect(put.map(({ status, body }) => [status, body.steps[0]?.budget?.amount])).toEqual([['published', 2_000]]);
    expect(refused).toEqual([]);
  });

  it('draws a draft anew from its file, but not one that somebody has saved', () => {
    const changed = file({ version: '2', budgetMs: 2_000 });
    const { put } = keepFiles([...published, ...saved], [changed], 9);
    expect(put.map(({ status, body }) => [status, body.steps[0]?.budget?.amount])).toEqual([['draft', 2_000]]);
    const somebodys = saved.map((one) => ({ ...one, savedBy: 'admin' }));
    expect(keepFiles([...published, ...somebodys], [changed], 9)).toMatchObject({ put: [], refused: [{}] });
  });

  it('passes over a file with faults and takes the others', () => {
    const faults = [{ line: 3, id: 'salah', en: 'wrong' }];
    const bad = file({ file: 'bad.yaml', sop: null, faults });
    const { put, refused } = keepFiles([], [bad, file({})], 9);
    expect(brief(put)).toEqual(['1 published shipped']);
    expect(refused).toEqual([{ file: 'bad.yaml', faults }]);
  });
});

describe('what is stored', () => {
  const surabaya = shipped('surabaya');
  const kept = (body: object, source: string | null): StoredSop => ({
    ...(published[0] as StoredSop),
    body: body as StoredSop['body'],
    source,
  });

  it('is read anew from its text when an earlier server understood less of it', () => {
    const { steps, ...rest } = surabaya;
    const old = { ...rest, steps: steps.map(({ escalate: _, ...step }) => step) };
    const stored = [kept(old, sopText('surabaya'))];
    expect(readAnew(stored, []).map(({ body }) => body)).toEqual([surabaya]);
    const files = [file({ text: sopText('surabaya'), sop: surabaya }), file({ sop: null })];
    expect(readAnew(stored, files).map(({ body }) => body)).toEqual([surabaya]);
  });

  it('is read anew when it was stored in another order than its text has', () => {
    const { roles, ...rest } = surabaya;
    const turned = Object.fromEntries(Object.entries(roles).reverse());
    const [read] = readAnew([kept({ roles: turned, ...rest }, sopText('surabaya'))], []);
    expect(Object.keys(read?.body.roles ?? {})).toEqual(Object.keys(roles));
  });

  it('stays when it is understood the same, when it has no text, and when the text cannot be read any more', () => {
    const same = kept(structuredClone(surabaya), sopText('surabaya'));
    expect(readAnew([same, kept({}, null), kept({}, 'id: 7\n')], [])).toEqual([]);
  });
});
