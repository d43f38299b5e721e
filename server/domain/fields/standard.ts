import type { Words } from '../shared/words.ts';
import type { FieldDefinition, FieldRegistry, FieldType } from './field.ts';

/** The fields that every procedure may ask for. A procedure adds its own in its file, under `fields`. */

type More = Partial<Omit<FieldDefinition, 'name' | 'type' | 'label'>>;

const lengths: Readonly<Record<FieldType, number>> = {
  line: 240,
  text: 8000,
  choice: 60,
  number: 1_000_000_000,
  date: 10,
  yesno: 3,
  phone: 64,
  nik: 32,
  person: 36,
  place: 240,
};

/** A field with what its type says where the definition is silent. */
export function fieldOf(name: string, type: FieldType, label: Words, more: More = {}): FieldDefinition {
  return {
    ...{ name, type, label, help: null, max: lengths[type], min: null, catalogue: null, choices: [] },
    personal: type === 'phone' || type === 'nik',
    sealed: type === 'phone' || type === 'nik',
    ...more,
  };
}

const field = (name: string, type: FieldType, id: string, en: string, more: More = {}) =>
  fieldOf(name, type, { id, en }, more);

const choices = (...pairs: readonly (readonly [code: string, id: string, en: string])[]) => ({
  choices: pairs.map(([code, id, en]) => ({ code, name: { id, en } })),
});

const all: readonly FieldDefinition[] = [
  field('callerName', 'line', 'Nama pelapor', 'Citizen’s name', { max: 120, personal: true }),
  field('phone', 'phone', 'Nomor telepon pelapor', 'Citizen’s telephone number'),
  field('nik', 'nik', 'NIK', 'NIK (identity number)'),
  field('address', 'place', 'Alamat', 'Address', { personal: true }),
  field('kind', 'choice', 'Jenis', 'Kind', { catalogue: 'kinds' }),
  field('category', 'choice', 'Kategori', 'Subject', { catalogue: 'subjects' }),
  field('complaint', 'text', 'Isi laporan', 'The report'),
  field('problemFrame', 'text', 'Hasil identifikasi', 'What was found', { max: 4000 }),
  field('solution', 'text', 'Jawaban atau solusi', 'Answer or solution'),
  field('dispatchNote', 'text', 'Catatan untuk penerus', 'Note for whoever passes it on', { max: 2000 }),
  field('assigneeId', 'person', 'Diteruskan kepada', 'Forward to'),
  field('forwardNote', 'text', 'Catatan untuk penerima', 'Note for whoever gets it', { max: 2000 }),
  field('confirmed', 'yesno', 'Pelapor menerima jawabannya', 'The citizen accepts the answer'),
  field('disposition', 'choice', 'Hasil', 'Result', { catalogue: 'dispositions' }),
  field('recapSummary', 'text', 'Rekap', 'Recap', { max: 4000 }),
  field('clarification', 'text', 'Hasil klarifikasi', 'What the clarification found'),
  field('action', 'text', 'Tindakan yang dilakukan', 'What was done'),
  field('decision', 'text', 'Keputusan', 'Decision'),
  field('recommendation', 'text', 'Rekomendasi', 'Recommendation'),
  field('improvement', 'text', 'Perbaikan yang dilakukan', 'What was improved'),
  field('notice', 'text', 'Isi pemberitahuan', 'Notice to the citizen'),
  field('proof', 'text', 'Bukti pengiriman', 'Proof of dispatch', { max: 2000 }),
  field('question', 'text', 'Pertanyaan kepada pelapor', 'Question to the citizen', { max: 2000 }),
  field('reply', 'text', 'Jawaban pelapor', 'The citizen’s reply', { max: 4000 }),
  field('progress', 'text', 'Perkembangan', 'Progress', { max: 4000 }),
  field('remark', 'text', 'Catatan', 'Note', { max: 2000 }),
  field('reason', 'text', 'Alasan', 'Reason', { max: 2000 }),
  field('via', 'choice', 'Disampaikan lewat', 'Told by', {
    ...choices(
      ['message', 'Pesan (SMS, WhatsApp, …)', 'Message (SMS, WhatsApp, …)'],
      ['call', 'Telepon yang sedang berlangsung', 'The call that is on'],
      ['letter', 'Surat, dengan bukti', 'Letter, with its proof'],
    ),
  }),
  field('endedAs', 'choice', 'Diakhiri sebagai', 'Ended as', {
    ...choices(
      ['duplicate', 'Duplikat', 'Duplicate'],
      ['junk', 'Iseng atau bukan laporan', 'Prank, or no report'],
      ['not_ours', 'Bukan kewenangan kami', 'Not ours'],
      ['withdrawn', 'Dicabut oleh pelapor', 'Withdrawn by the citizen'],
      ['unreachable', 'Pelapor tidak dapat dihubungi', 'The citizen cannot be reached'],
    ),
  }),
  field('duplicateOf', 'line', 'Nomor tiket yang sama', 'Ticket number of the same report', { max: 40 }),
  field('passedTo', 'line', 'Diteruskan ke instansi', 'Passed on to the office', { max: 200 }),
];

const standardFields: ReadonlyMap<string, FieldDefinition> = new Map(all.map((one) => [one.name, one]));

/** The fields of every case that are chosen from a list, whether its procedure asks for them or a correction does. */
export const cataloguedStandard: readonly { readonly field: string; readonly list: string }[] = [
  ...standardFields.values(),
].flatMap(({ name, catalogue }) => (catalogue === null ? [] : [{ field: name, list: catalogue }]));

/** Whether every procedure may ask for it, without saying what it is. */
export const isStandard = (name: string): boolean => standardFields.has(name);

/** Where a procedure is asked for its fields. */
interface WithFields {
  readonly fields: FieldRegistry;
}

/** What of a procedure says in which order its own fields are asked. */
interface WithForms extends WithFields {
  /** None: in the order of the registry, such as of a file that is being read. */
  readonly steps?: readonly {
    readonly starts: readonly { readonly on: string }[];
    readonly ends: readonly string[];
    readonly requires: readonly { readonly field: string }[];
    readonly forms: Readonly<Record<string, AskingForm>>;
  }[];
}
interface AskingForm {
  readonly requires: readonly string[];
  readonly asks: readonly string[];
  readonly needs: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The field of this name: the procedure's own goes before a standard one. Undefined: neither knows it. */
export const fieldIn = ({ fields }: WithFields, name: string): FieldDefinition | undefined =>
  Object.hasOwn(fields, name) ? fields[name] : standardFields.get(name);

/**
 * Every name that may be asked for, in the order in which people read them: the standard ones, and the procedure's own as
 * its forms ask for them.
 */
export function fieldNames({ fields, steps = [] }: WithForms): readonly string[] {
  const asked = steps.flatMap(({ starts, ends, requires, forms }) => {
    const events = [...starts.map(({ on }) => on), ...ends, ...Object.keys(forms)];
    const ofForms = [...new Set(events)]
      .flatMap((event) => forms[event] ?? [])
      .flatMap((form) => [...form.requires, ...form.asks, ...neededIn(form)]);
    return [...requires.map(({ field: name }) => name), ...ofForms];
  });
  const own = Object.keys(fields);
  const first = [...new Set(asked)].filter((name) => own.includes(name));
  return [...new Set([...standardFields.keys(), ...first, ...own])];
}

const neededIn = ({ needs }: AskingForm): readonly string[] =>
  Object.values(needs).flatMap((byValue) => Object.values(byValue).flat());
