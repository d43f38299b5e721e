import { createPublishedProcedures, isUnknownVersion } from '../../../../server/app/procedures/published.ts';
import type { SopVersionRecord } from '../../../../server/app/procedures/store.ts';
import { sopWith, stepWith } from '../../../support/sops.ts';
import { until } from '../../../support/until.ts';

const record = (version: string, of: Partial<SopVersionRecord> = {}): SopVersionRecord => ({
  id: 'p',
  version,
  status: 'published',
  origin: 'shipped',
  title: { id: 'P', en: 'P' },
  digest: null,
  loadedAt: 0,
  savedBy: null,
  publishedAt: 0,
  publishedBy: null,
  inForceFrom: null,
  retiredAt: null,
  retiredBy: null,
  ...of,
});

function publishedOf(...stored: SopVersionRecord[]) {
  const said: string[] = [];
  const read: string[] = [];
  const state = { stored, now: 100, away: false, looks: 0 };
  const say = (_facts: object, message: string) => void said.push(message);
  const published = createPublishedProcedures({
    store: {
      list: async () => {
        state.looks += 1;
        if (state.away) throw new Error('away');
        return state.stored;
      },
      bodies: async (wanted) => {
        read.push(...wanted.map(({ version }) => version));
        return wanted.map(({ id, version }) => ({ ...sopWith([stepWith({})]), id, version }));
      },
    },
    clock: { now: () => state.now },
    log: { info: say, warn: say, error: say },
  });
  return { published, state, said, read };
}

describe('the versions at hand', () => {
  it('are those published or retired, each read once; a draft may still change and is not among them', async () => {
    const { published, state, read } = publishedOf(
      record('1'),
      record('2', { status: 'retired' }),
      record('3', { status: 'draft' }),
    );
    await published.refresh();
    state.stored = [...state.stored, record('4', { inForceFrom: 200 })];
    await published.refresh();
    expect(read).toEqual(['1', '2', '4']);
    expect([published.get('p', '2').version, published.current('p').version]).toEqual(['2', '1']);
    expect(published.inForce().map(({ version }) => version)).toEqual(['1']);
    state.now = 200;
    expect(published.current('p').version).toBe('4');
  });

  it('say of what they do not have that it may come, and of a procedure without any that it has none', async () => {
    const { published, state } = publishedOf(record('1'));
    await published.refresh();
    const failure = (() => {
      try {
        return published.get('p', '2');
      } catch (error) {
        return error;
      }
    })();
    expect(isUnknownVersion(failure)).toBe(true);
    expect(isUnknownVersion(new Error('other'))).toBe(false);
    expect(() => published.current('q')).toThrow('no version of SOP q is published');
    state.stored = [record('1'), record('2')];
    await published.refresh();
    expect(published.get('p', '2').version).toBe('2');
  });

  it('are looked for again and again, through an absence of the database, which is told once', async () => {
    const { published, state, said } = publishedOf(record('1'));
    await published.refresh();
    state.away = true;
    published.start();
    await until('it looked twice', () => state.looks >= 3);
    expect(said).toHaveLength(1);
    expect(published.current('p').version).toBe('1');
    state.away = false;
    state.stored = [record('2')];
    await until('it is there', () => published.current('p').version === '2');
    await published.stop();
    const { looks } = state;
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(state.looks).toBe(looks);
  });
});
