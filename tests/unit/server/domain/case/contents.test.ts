import { newCase } from '../../../../../server/domain/case/case.ts';
import {
  contentOf,
  contentsOf,
  contentsWithDrafts,
  isPassing,
  written,
} from '../../../../../server/domain/case/contents.ts';

describe('what is written in a case', () => {
  it('is what the case has a place for, and what its procedure notes', () => {
    const state = { ...newCase, complaint: 'Air mati', officialId: 'tono', notes: { poles: '3' } };
    expect(contentsOf(state)).toEqual(
      new Map([
        ['kind', 'complaint'],
        ['complaint', 'Air mati'],
        ['poles', '3'],
      ]),
    );
    expect(['complaint', 'poles', 'solution', 'lamps'].map((name) => contentOf(state, name))).toEqual([
      ...['Air mati', '3'],
      ...[null, null],
    ]);
    expect(contentOf(state, 'assigneeId')).toBe('tono');
  });

  it('is also what is being typed, but for what was emptied or belongs to one action', () => {
    const drafts = {
      take: { complaint: 'Air mati lagi', address: '', kind: 'request' },
      ask: { poles: '4', remark: 'tergesa', via: 'call' },
    };
    const state = {
      ...newCase,
      complaint: 'Air mati',
      address: 'Jl. Tunjungan',
      notes: { poles: '3', zone: 'B' },
      drafts,
    };
    expect(contentsWithDrafts(state)).toEqual(
      new Map([
        ['complaint', 'Air mati lagi'],
        ['address', 'Jl. Tunjungan'],
        ['kind', 'request'],
        ['poles', '4'],
        ['zone', 'B'],
      ]),
    );
    expect(contentsWithDrafts({ ...state, drafts: {} })).toEqual(contentsOf(state));
  });

  it('stays until it is written anew, and is gone when it is emptied', () => {
    const before = { notes: { poles: '3', zone: 'B' } };
    expect(written(before, { complaint: 'Air mati', address: '' })).toEqual({ complaint: 'Air mati', address: null });
    expect(written(before, { poles: '4' })).toEqual({ notes: { poles: '4', zone: 'B' } });
    expect(written(before, { poles: '', kind: 'request' })).toEqual({ kind: 'request', notes: { zone: 'B' } });
    expect(written(before, {})).toEqual({});
  });

  it.each(['via', 'assigneeId', 'endedAs', 'duplicateOf', 'passedTo', 'reason'])(
    'is not what belongs to one action: %s',
    (name) => {
      expect(written({ notes: {} }, { [name]: 'x' })).toEqual({});
      expect(isPassing(name)).toBe(true);
    },
  );

  it.each(['question', 'reply', 'remark', 'progress'])('reads the last of what is said again and again: %s', (name) => {
    expect(written({ notes: { [name]: 'dulu' } }, { [name]: 'kini' })).toEqual({ notes: { [name]: 'kini' } });
    // Said once, it answers for no other time.
    expect(isPassing(name)).toBe(true);
  });

  it('answers for the next time, where it is what the case says', () => {
    for (const name of ['complaint', 'solution', 'proof', 'poles'])
      expect([name, isPassing(name)]).toEqual([name, false]);
  });
});
