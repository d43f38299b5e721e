import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '../../support/client.ts';
import type { TestDatabase } from '../../support/database.ts';
import { startTestServer, type TestServer } from '../../support/server.ts';
import { createServerDatabase, people } from '../../support/server-people.ts';
import { sopText } from '../../support/sops.ts';

let database: TestDatabase;
let server: TestServer;
let dataDir: string;
let sari: Client;

/** The shipped procedure with fields of the office's own. */
const text = `${sopText('offline')
  .replace(/^version: .*/m, 'version: "ours"')
  .replace(
    '    requires: [complaint]\n',
    `    requires: [complaint]
    forms:
      case.forwarded: { requires: [passport, poles, visit, urgent], asks: [seen], needs: { urgent: { yes: [why] } } }
`,
  )}fields:
  passport: { type: line, label: { id: Nomor paspor, en: Passport number }, sealed: true, max: 20 }
  poles: { type: number, label: { id: Jumlah tiang, en: Poles }, min: 1, max: 99 }
  visit: { type: date, label: { id: Tanggal kunjungan, en: Day of the visit } }
  urgent: { type: yesno, label: { id: Mendesak, en: Urgent } }
  why: { type: text, label: { id: Mengapa mendesak, en: Why it is urgent }, max: 100 }
  seen:
    type: choice
    label: { id: Dilihat oleh, en: Seen by }
    choices: [{ code: guard, id: Satpam, en: Guard }, { code: clerk, id: Petugas, en: Clerk }]
`;

beforeAll(async () => {
  database = await createServerDatabase();
  dataDir = mkdtempSync(join(tmpdir(), 'sigap-own-fields-'));
  mkdirSync(join(dataDir, 'sops'));
  writeFileSync(join(dataDir, 'sops', 'offline.yaml'), text);
  server = await startTestServer({ databaseUrl: database.url, dataDir });
  sari = await server.logIn('sari');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true });
});

const opened = () => sari.do('takeIntake', { body: { serviceId: 'desk', complaint: 'Tiang miring' } });
const written = {
  ...{ passport: 'A 1234567', poles: '3', visit: '2026-12-01', urgent: 'yes', why: 'Dekat sekolah', seen: 'guard' },
  assigneeId: people.agus.id,
};

describe('fields that a procedure asks for of its own', () => {
  it('are in the form with all that a screen needs, and each is checked by what it is', async () => {
    const { caseId, sop } = await opened();
    expect(sop.version).toBe('ours');
    const { actions } = await sari.do('getCase', { params: { caseId } });
    const form = actions.find(({ event }) => event === 'case.forwarded')?.fields ?? [];
    const field = (name: string) => form.find((one) => one.name === name);
    expect(field('poles')).toMatchObject({ type: 'number', min: 1, max: 99, required: true });
    expect(field('passport')).toMatchObject({ sealed: true, stored: false, value: null });
    expect(field('why')).toMatchObject({ when: { field: 'urgent', values: ['yes'] } });
    expect(field('seen')?.choices.map(({ name }) => name.id)).toEqual(['Satpam', 'Petugas']);
    const wrong = { poles: '100', visit: '2026-02-30', urgent: 'yes', seen: 'nobody', passport: 'x'.repeat(21) };
    const { status, problem } = await sari.attempt({ caseId }, 'case.forwarded', { ...written, ...wrong, why: ' ' });
    const codes = Object.fromEntries((problem?.errors ?? []).map(({ field: name, code }) => [name, code]));
    expect([status, codes]).toEqual([
      422,
      {
        'fields.poles': 'out_of_range',
        'fields.visit': 'date_invalid',
        'fields.seen': 'unknown',
        'fields.passport': 'too_long',
        'fields.why': 'required',
      },
    ]);
    // What is asked only where it is urgent is not asked where it is not.
    const { why: _why, ...calm } = written;
    expect((await sari.attempt({ caseId }, 'case.forwarded', { ...calm, urgent: 'no' })).status).toBe(200);
  });

  it('are read in words by whoever reads the case', async () => {
    const { caseId } = await opened();
    const done = await sari.act({ caseId }, 'case.forwarded', written);
    const own = done.contents.filter(({ name }) => name in written && name !== 'assigneeId');
    // In the order in which the form asks, on the page and in the history.
    const asked = [
      ['passport', '••••567'],
      ['poles', '3'],
      ['visit', '2026-12-01'],
      ['urgent', 'Ya'],
      ['seen', 'Satpam'],
      ['why', 'Dekat sekolah'],
    ];
    expect(own.map(({ name, value }) => [name, value.id])).toEqual(asked);
    const told = done.history.find(({ type }) => type === 'case.forwarded')?.words.slice(1);
    expect(told?.map(({ value }) => value.id)).toEqual(asked.map(([, value]) => value));
  });

  it('are kept sealed where the file says so: nowhere in the clear, and shown whole to one who says why', async () => {
    const { caseId } = await opened();
    const passport = 'X 7654321';
    await sari.do('saveDraft', { params: { caseId }, body: { event: 'case.forwarded', fields: { passport } } });
    const done = await sari.act({ caseId }, 'case.forwarded', { ...written, passport });
    const tables = ['case_file', 'case_event', 'case_search', 'case_secret', 'message', 'audit_entry'];
    const rows = await Promise.all(tables.map((table) => server.sql(`SELECT * FROM ${table}`)));
    const detail = await sari.do('getCase', { params: { caseId } });
    for (const shown of [rows, done, detail]) expect(JSON.stringify(shown)).not.toMatch(/7654321/);
    const asked = { params: { caseId }, body: { field: 'passport', reason: 'mencocokkan nomor paspor' } };
    expect(await sari.do('reveal', asked)).toMatchObject({ value: passport });
    const [audit] = await server.sql('SELECT action, subject FROM audit_entry ORDER BY at DESC LIMIT 1');
    expect(audit).toEqual({ action: 'reveal.passport', subject: caseId });
    server.log.assertNoPersonalData([passport]);
  });
});
