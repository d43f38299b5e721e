import { en } from '../../../agent-console/src/i18n/en.ts';
import { id } from '../../../agent-console/src/i18n/id.ts';
import type { CaseAction } from '../../../server/contract/actions.ts';
import type { CaseDetail } from '../../../server/contract/views.ts';
import { filledIn } from '../../support/filled-in.ts';
import { foundOwnOffice, ownText } from '../../support/own-office.ts';
import type { ProcedureOffice } from '../../support/procedure-office.ts';

let office: ProcedureOffice;
beforeAll(async () => {
  office = await foundOwnOffice(ownText);
});
afterAll(() => office?.close());

const formOf = (detail: CaseDetail, event: string) => detail.actions.find((one) => one.event === event) as CaseAction;
const opened = async () => {
  const caseId = await office.takenDown('well');
  return { caseId, sari: office.client('sari'), form: formOf(await office.detail('sari', caseId), 'intake.saved') };
};

describe('fields of an office’s own procedure, which no other one has', () => {
  it('are asked for in the form by what they are, in both languages, with the choices of its own catalogue', async () => {
    const { form } = await opened();
    const own = form.fields.filter(({ name }) => !(['complaint', 'callerName', 'phone'] as string[]).includes(name));
    expect(
      own.map(({ name, type, required, sealed }) => `${name} ${type}${required ? ' !' : ''}${sealed ? ' sealed' : ''}`),
    ).toEqual([
      ...['tariffGroup choice !', 'meterNumber number !', 'drySince date !', 'smells yesno !', 'valve place !'],
      ...['ownerNik nik ! sealed', 'neighbour phone sealed', 'smellOf line !'],
    ]);
    for (const { label } of own) expect(label.id).not.toBe(label.en);
    const [tariff, meter] = own;
    expect(tariff?.choices.map(({ name }) => name)).toEqual([
      { id: 'Rumah tangga', en: 'Household' },
      { id: 'Warung', en: 'Shop' },
    ]);
    expect(meter).toMatchObject({ min: 100_000, max: 999_999, help: { en: 'Six digits on the lid' } });
    expect(own.at(-1)?.when).toEqual({ field: 'smells', values: ['yes'] });
  });

  it('are kept half written, and those that are sealed are shown to nobody', async () => {
    const { caseId, sari } = await opened();
    const fields = { meterNumber: '123456', tariffGroup: 'shop', ownerNik: '3578014507900001', neighbour: '0813' };
    await sari.do('saveDraft', { params: { caseId }, body: { event: 'intake.saved', fields } });
    const drafts = formOf(await office.detail('budi', caseId), 'intake.saved').fields.flatMap(({ name, draft }) =>
      draft === null ? [] : [[name, draft]],
    );
    expect(Object.fromEntries(drafts)).toEqual({ meterNumber: '123456', tariffGroup: 'shop' });
  });

  it('are refused each by its name and with its reason, for which both languages have words', async () => {
    const { caseId, sari, form } = await opened();
    const wrong = {
      ...{ meterNumber: '99', drySince: '2026-02-30', smells: 'maybe', tariffGroup: 'old', neighbour: 'tidak ada' },
      ...{ ownerNik: '1234', valve: ' ' },
    };
    const { status, problem } = await sari.attempt({ caseId }, 'intake.saved', wrong);
    const faults = (problem?.errors ?? []).map(({ field, code }) => [field.replace('fields.', ''), code] as const);
    expect(status).toBe(422);
    expect(faults.map(([name]) => name).sort()).toEqual(Object.keys(wrong).sort());
    for (const [name, code] of faults) {
      expect(form.fields.find((field) => field.name === name)?.label).toMatchObject({ id: expect.any(String) });
      for (const { field: words } of [id, en])
        expect([code, words[code as 'required']]).toEqual([code, expect.any(String)]);
    }
  });

  it('stand on the page of the case, are found by their words, and are nowhere in the clear where they are sealed', async () => {
    const { caseId, sari, form } = await opened();
    const nik = '3578016505800007';
    const given = { valve: 'Bawah pohon randu', smellOf: 'Belerang', ownerNik: nik, meterNumber: '654321' };
    const done = await sari.act({ caseId }, 'intake.saved', await filledIn(sari, form, given));
    const page = Object.fromEntries(done.contents.map(({ label, value }) => [label.en, value.en]));
    expect(page).toMatchObject({
      ...{ 'Tariff group': 'Household', 'Meter number': '654321', 'The water smells': 'Yes' },
      ...{ 'What it smells of': 'Belerang', 'Where the valve is': 'Bawah pohon randu' },
    });
    const found = async (q: string) => (await sari.do('listCases', { body: { q } })).cases.map((one) => one.caseId);
    for (const words of ['pohon randu', 'belerang', '654321'])
      expect([words, await found(words)]).toEqual([words, [caseId]]);
    expect(await found(nik)).toEqual([]);
    const tables = ['case_file', 'case_event', 'case_search', 'case_secret', 'sop_version', 'audit_entry'];
    const rows = await Promise.all(tables.map((table) => office.server.sql(`SELECT * FROM ${table}`)));
    for (const shown of [rows, done]) expect(JSON.stringify(shown)).not.toContain(nik);
    const asked = { params: { caseId }, body: { field: 'ownerNik', reason: 'mencocokkan pemilik sambungan' } };
    expect(await sari.do('reveal', asked)).toMatchObject({ value: nik });
  });
});
