import { createSopPreview, type PastCase } from '../../../../server/app/procedures/preview.ts';
import type { StoredSop } from '../../../../server/app/procedures/store.ts';
import { wallClock } from '../../../../server/domain/sop/timekeeper.ts';
import { shipped } from '../../../support/sops.ts';

const sop = shipped('surabaya');
const candidate = { ...sop, version: 'other' };
const now = Date.parse('2026-03-10T05:00:00Z');
const past = (n: number): PastCase => ({
  caseId: `case ${n}`,
  serviceId: 'hotline',
  openedAt: now - n,
  history: [{ event: { id: 'a', type: 'call.arrived', at: 0, data: {} }, recordedAt: 0 }],
});

function previewOf(stock: number, limit: number, gate: Promise<void> = Promise.resolve()) {
  const asked: { from: number; until: number; after: string | null; limit: number }[] = [];
  const life = { id: sop.id, version: sop.version, status: 'published', publishedAt: 0, inForceFrom: null } as const;
  const preview = createSopPreview({
    store: {
      one: async (_id, version) => (version === 'other' ? ({ body: candidate } as StoredSop) : null),
      list: async () => [life as never],
    },
    cases: {
      count: async () => stock,
      page: async (_id, from, until, after, size) => {
        await gate;
        asked.push({ from, until, after: after?.caseId ?? null, limit: size });
        const begin = after ? Number(after.caseId.slice(5)) + 1 : 0;
        return Array.from({ length: Math.max(0, Math.min(size, stock - begin)) }, (_, n) => past(begin + n));
      },
    },
    sops: { get: () => sop, timeOf: () => wallClock },
    clock: { now: () => now },
    timeZone: 'Asia/Jakarta',
    limit,
  });
  const told: { done: number; total: number }[] = [];
  const tell = (progress: { done: number; total: number }) => void told.push(progress);
  return { asked, told, preview: (of = {}, version = 'other') => preview(sop.id, version, of, tell) };
}

describe('a preview', () => {
  it('is of the last whole month of the office, unless days are asked for', async () => {
    const { preview, asked } = previewOf(0, 10);
    const days = async (of: object) => {
      const outcome = await preview(of);
      return outcome.ok ? [outcome.preview.from, outcome.preview.until] : outcome.kind;
    };
    expect(await days({})).toEqual(['2026-02-01', '2026-02-28']);
    expect(asked[0]).toMatchObject({ from: Date.parse('2026-01-31T17:00Z'), until: Date.parse('2026-02-28T17:00Z') });
    expect(await days({ from: '2026-03-02' })).toEqual(['2026-03-02', '2026-03-10']);
    expect(await days({ until: '2026-01-15' })).toEqual(['2026-01-01', '2026-01-15']);
    expect(await days({ from: '2026-03-02', until: '2026-03-01' })).toBe('period');
  });

  it('takes the newest cases in pages, as many as it may, and says how many there are', async () => {
    const { preview, asked, told } = previewOf(130, 120);
    expect(await preview()).toMatchObject({ ok: true, preview: { cases: 120, total: 130 } });
    expect(told).toEqual([0, 50, 100].map((done) => ({ done, total: 120 })));
    expect(asked.map(({ after, limit }) => [after, limit])).toEqual([
      [null, 50],
      ['case 49', 50],
      ['case 99', 20],
    ]);
    expect(await previewOf(30, 120).preview()).toMatchObject({ ok: true, preview: { cases: 30, total: 30 } });
  });

  it('lets everything else go before it after every case', async () => {
    let [turns, over] = [0, false];
    const others = () => {
      turns += 1;
      if (!over) setImmediate(others);
    };
    setImmediate(others);
    await previewOf(100, 100).preview();
    over = true;
    expect(turns).toBeGreaterThanOrEqual(100);
  });

  it('is one at a time, and none of a version that is not there', async () => {
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { preview } = previewOf(1, 10, gate);
    const first = preview();
    expect(await preview()).toEqual({ ok: false, kind: 'busy' });
    open();
    expect(await first).toMatchObject({ ok: true });
    expect(await preview()).toMatchObject({ ok: true });
    expect(await preview({}, 'none')).toEqual({ ok: false, kind: 'not-found' });
  });
});
