import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enPages } from '../../../../agent-console/src/i18n/en-pages.ts';
import { idPages } from '../../../../agent-console/src/i18n/id-pages.ts';
import { actionWord, auditKinds, auditQuery, searchAll } from '../../../../agent-console/src/model/audit.ts';
import { auditActions } from '../../../../server/contract/audit.ts';

const server = join(import.meta.dirname, '../../../../server');
const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(server, file), 'utf8'));
/** What the server writes down, by the places that write it. */
const written = sources.flatMap((text) =>
  [
    ...text.matchAll(/\baction: '([\w.]+)'/gu),
    ...text.matchAll(/\bnote\('([\w.]+)'/gu),
    ...text.matchAll(/\bnote\(\{ event: '([\w.]+)'/gu),
  ].map(([, action = '']) => action),
);

describe('what stands in the audit', () => {
  it('has words of its own, in both languages, and a kind to be found by', () => {
    expect(written).toEqual(expect.arrayContaining(['read.case', 'listen.recording', 'person.added', 'logout']));
    expect(auditActions).toEqual(expect.arrayContaining([...new Set(written)]));
    for (const { audit } of [idPages, enPages]) {
      expect(Object.keys(audit.action).sort()).toEqual([...auditActions.map(actionWord), 'reveal_other'].sort());
      expect(new Set(Object.values(audit.action)).size).toBe(auditActions.length + 1);
    }
    for (const action of auditActions) expect(auditKinds.filter((kind) => action.startsWith(kind))).toHaveLength(1);
  });

  it.each([
    ['reveal.phone', 'reveal_phone'],
    ['reveal.nomorRekening', 'reveal_other'],
    ['login.failed', 'login_failed'],
    ['something.new', null],
  ])('%s is told by %s', (action, word) => expect(actionWord(action)).toBe(word));

  it('is asked for by days of the office, both included', () => {
    const search = { ...searchAll, from: '2026-11-22', until: '2026-11-22', ticket: ' SBY-1 ', kind: 'login' };
    expect(auditQuery(search, 'Asia/Jakarta')).toEqual({
      action: 'login',
      ticket: 'SBY-1',
      from: Date.UTC(2026, 10, 21, 17),
      until: Date.UTC(2026, 10, 22, 17),
    });
    expect(auditQuery({ ...search, until: '' }, 'Asia/Jayapura').from).toBe(Date.UTC(2026, 10, 21, 15));
    expect(auditQuery({ ...searchAll, from: '2026-1' }, 'Asia/Jakarta')).toEqual({});
  });
});
