import { fieldChoice } from '../../../../server/app/cases/case-card.ts';
import { createFreeWords } from '../../../../server/app/cases/free-words.ts';
import { createDossierOf, type DossierDeps } from '../../../../server/app/papers/dossier.ts';
import { filledFields } from '../../../../server/app/papers/paper-data.ts';
import type { SaidBy } from '../../../../server/app/papers/values.ts';
import { createDirectory } from '../../../../server/app/people/directory.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import { newCase } from '../../../../server/domain/case/case.ts';
import type { CaseEvent } from '../../../../server/domain/case/events.ts';
import type { Message } from '../../../../server/domain/message/message.ts';
import { channels } from '../../../../server/domain/sop/terms.ts';
import { readShippedKinds } from '../../../../server/wiring/paper-files.ts';
import { hotlineUnder, shipped } from '../../../support/sops.ts';

const sop = shipped('bandungan');
const sops = hotlineUnder(sop);
const directory = createDirectory({ people: async () => [], agents: async () => [] });
const { inTheOpen } = createFreeWords([]);
const record: CaseRecord = {
  ...{ caseId: 'c', ticketNumber: 'KEC-20261123-0001', callId: null, linkedTo: null, serviceId: 'hotline' },
  ...{ sopId: sop.id, sopVersion: sop.version, openedAt: 0, version: 1, phoneMasked: null, nikMasked: null },
  state: {
    ...newCase,
    ...{ kind: 'service_request', category: 'family_card', complaint: 'Hubungi 081234567890' },
    notes: { instruction: 'proceed', confirmed: 'yes' },
  },
};
const dossierOf = (events: readonly CaseEvent[], messages: readonly Message[] = []) => {
  const store = {
    historyOf: async () => events.map((event, seq) => ({ seq, event, recordedAt: event.at, personId: null })),
    ...{ papersOf: async () => [], filesOf: async () => [] },
    messages: { messagesOf: async () => messages },
  } as unknown as DossierDeps['store'];
  return createDossierOf({ store, sops, directory, zone: 'Asia/Jakarta', inTheOpen })(record);
};
const linesOf = async (event: CaseEvent) =>
  (await dossierOf([event])).history[0]?.lines.map(({ label, value }) => `${label}: ${value}`);

describe('what a dossier says', () => {
  it('shows digests and numbers of papers whole, and no number of a person that somebody typed', async () => {
    // Each has digits in it that would be a telephone number, a NIK or an account where somebody wrote them.
    const digests = ['081234567890', '3578014507900001', '123456789'].map((digits) => digits.padEnd(64, 'f'));
    for (const sha256 of digests) {
      const data = { paperId: 'p', title: { id: 'Surat', en: 'Letter' }, number: '700/081234567890', sha256 };
      expect(await linesOf({ id: 'e', at: 0, type: 'paper.signed', data })).toEqual([
        'Surat: Surat',
        'Nomor: 700/081234567890',
        `SHA-256: ${sha256}`,
      ]);
    }
    const fields = { remark: 'NIK 3578014507900001, HP 0812-3456-7890', instruction: 'views' };
    expect(await linesOf({ id: 'e', at: 0, type: 'case.forwarded', data: { fields } })).toEqual([
      'Catatan: NIK [hidden], HP [hidden]',
      'Dengan hormat harap: Tanggapan dan saran',
    ]);
    const title = { id: 'Hubungi 081234567890', en: '' };
    const used = { answerId: 'a', version: 2, title, how: 'read' } as const;
    expect(await linesOf({ id: 'e', at: 0, type: 'answer.used', data: used })).toContain(
      'Jawaban: Hubungi [hidden] (versi 2)',
    );
  });

  it('says in words by what way a file or an answer came, and never a code', async () => {
    const came = (more: object) =>
      linesOf({
        id: 'e',
        at: 0,
        type: 'file.received',
        data: { fileId: 'f', kind: 'picture', via: 'message', ...more },
      });
    expect(await came({ via: 'person' })).toEqual(['Jenis: Foto', 'Melalui: petugas kantor']);
    expect(await came({ via: 'page' })).toEqual(['Jenis: Foto', 'Melalui: halaman lacak']);
    expect(await came({})).toEqual(['Jenis: Foto', 'Melalui: pesan warga']);
    expect(await came({ channel: 'sms' })).toEqual(['Jenis: Foto', 'Melalui: MMS']);
    expect(await came({ channel: 'email' })).toEqual(['Jenis: Foto', 'Melalui: Surel']);
    for (const channel of channels.filter((one) => one.includes('_') || one === 'website')) {
      const data = { basis: 'survei', version: '3', via: channel };
      const lines = await linesOf({ id: 'e', at: 0, type: 'consent.given', data });
      expect([lines?.length, lines?.join().includes(channel)]).toEqual([2, false]);
    }
  });

  it('calls kinds, subjects, answers of yes and no, and channels by their names', async () => {
    const message = { direction: 'in', channel: 'website', text: 'NIK 3578014507900001', at: 0 } as Message;
    const { contents, messages } = await dossierOf([], [message]);
    expect(Object.fromEntries(contents.map(({ label, value }) => [label, value]))).toMatchObject({
      ...{ Jenis: 'Permintaan pelayanan', Kategori: 'Kartu Keluarga', 'Isi laporan': 'Hubungi [hidden]' },
      ...{ 'Dengan hormat harap': 'Proses lebih lanjut', 'Pelapor menerima jawabannya': 'Ya' },
    });
    expect(messages[0]).toMatchObject({ from: 'Warga (Situs web)', text: 'NIK [hidden]' });
  });
});

it('a paper is filled with names of what was chosen, from lists of the office as from those of the procedure', () => {
  const kind = readShippedKinds().flatMap((one) => one.kind ?? [])[0];
  if (!kind) throw new Error('no kinds');
  const fields = ['kind', 'category', 'instruction', 'confirmed'].map((name) => ({
    ...({ name, label: { id: name, en: name }, type: 'line', required: false, fill: `{${name}}` } as const),
  }));
  const choose: SaidBy['choose'] = (field, code) => fieldChoice(sops, record, field, code);
  const said = filledFields({ ...kind, fields }, record, { sop, choose, zone: 'Asia/Jakarta', now: 0, site: null });
  expect(said).toEqual({
    ...{ kind: 'Permintaan pelayanan', category: 'Kartu Keluarga' },
    ...{ instruction: 'Proses lebih lanjut', confirmed: 'Ya' },
  });
});
