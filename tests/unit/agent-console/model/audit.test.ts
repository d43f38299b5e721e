import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enPages } from '../../../../agent-console/src/i18n/en-pages.ts';
import { idPages } from '../../../../agent-console/src/i18n/id-pages.ts';
import { actionWord, auditKinds, auditQuery, searchAll } from '../../../../agent-console/src/model/audit.ts';
import type { AuditEntry } from '../../../../server/app/ports/audit.ts';
import { auditActions } from '../../../../server/contract/audit.ts';
import type { AuditRow } from '../../../../server/store/entities/people.ts';

const root = join(import.meta.dirname, '../../../..');
const sources = ['server', 'migrations'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file: `${folder}/${file}`, text: readFileSync(join(root, folder, file), 'utf8') })),
);

describe('what stands in the audit', () => {
  it('has words of its own, in both languages, and a kind to be found by', () => {
    for (const { audit } of [idPages, enPages]) {
      expect(Object.keys(audit.action).sort()).toEqual([...auditActions.map(actionWord), 'reveal_other'].sort());
      expect(new Set(Object.values(audit.action)).size).toBe(auditActions.length + 1);
    }
    for (const action of auditActions) expect(auditKinds.filter((kind) => action.startsWith(kind))).toHaveLength(1);
  });

  it('is written through the entity, whose action the compiler watches, and by no statement beside it', () => {
    const doors = sources
      .filter(({ text }) => /getRepository\(AuditEntity\)\.insert|insert\(AuditEntity/.test(text))
      .map(({ file }) => file);
    expect(doors).toEqual(expect.arrayContaining(['server/store/audit.ts', 'server/store/supervision.ts']));
    const beside = sources.filter(({ text }) => /(?:into|update|from only) audit_entry\b/i.test(text));
    expect(beside.map(({ file }) => file).filter((file) => file.startsWith('server/'))).toEqual([]);
    // Nobody says to the compiler what an action is.
    const told = sources.filter(({ text }) =>
      /as (?:unknown as )?(?:AuditAction|AuditEntry|AuditRow)\b|<AuditAction>/.test(text),
    );
    expect(told.map(({ file }) => file)).toEqual([]);
  });

  it('is refused by the compiler where it is none of these', () => {
    const act: string = 'voided';
    const [done] = ['made', 'unmade'] as const;
    const entry = { personId: null, subject: '', reason: null };
    // @ts-expect-error put together of anything
    const any: AuditEntry = { ...entry, action: `paper.${act}` };
    // @ts-expect-error one of them has no words
    const some: AuditEntry = { ...entry, action: `paper.${['made', 'unmade'][0] as 'made' | 'unmade'}` };
    // @ts-expect-error the row, too
    const row: Pick<AuditRow, 'action'> = { action: 'sop.drafted' };
    const right: AuditEntry = { ...entry, action: `paper.${done}` };
    expect([any, some, right].map(({ action }) => action)).toEqual(['paper.voided', 'paper.made', 'paper.made']);
    expect(row.action).toBe('sop.drafted');
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
