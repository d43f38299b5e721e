import type { SopDefinition } from '../sop/definition.ts';
import type { Printed, Signature } from '../sop/document.ts';
import type { Language } from './language.ts';

const words = {
  id: {
    number: 'Nomor SOP',
    issuer: 'Instansi',
    address: 'Alamat',
    phone: 'Telepon',
    fax: 'Faks',
    created: 'Tanggal pembuatan',
    revised: 'Tanggal revisi',
    approvedOn: 'Tanggal pengesahan',
    effective: 'Tanggal efektif',
    approved: 'Disahkan oleh',
    checked: 'Diperiksa oleh',
    made: 'Dibuat oleh',
    file: 'Naskah',
    blank: '(kosong)',
    legal: 'Dasar hukum',
    qualifications: 'Kualifikasi pelaksana',
    performers: 'Pelaksana',
    related: 'Keterkaitan',
    equipment: 'Peralatan/perlengkapan',
    warnings: 'Peringatan',
    records: 'Pencatatan dan pendataan',
  },
  en: {
    number: 'SOP number',
    issuer: 'Issuer',
    address: 'Address',
    phone: 'Telephone',
    fax: 'Fax',
    created: 'Made',
    revised: 'Revised',
    approvedOn: 'Day of approval',
    effective: 'In force from',
    approved: 'Approved by',
    checked: 'Checked by',
    made: 'Made by',
    file: 'Document',
    blank: '(blank)',
    legal: 'Legal basis',
    qualifications: 'Qualifications',
    performers: 'Who acts in it',
    related: 'Related',
    equipment: 'Equipment',
    warnings: 'Warnings',
    records: 'Records',
  },
} as const;

/** What stands above the table of a procedure. */
export interface PrintedHead {
  /** In the document's order: number, issuer, days, who signed. */
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** The lists as printed, each from its line. */
  readonly lists: readonly (Printed & { readonly name: string })[];
}

/** The head of a procedure's document. What it leaves blank is said to be; what no document has to have is left out. */
export function headOf(sop: SopDefinition, language: Language): PrintedHead {
  const say = words[language];
  const { document, letterhead, signatures } = sop;
  const fact = (name: string, value: string | null) => ({ name, value: value ?? say.blank });
  const known = (name: string, value: string | null | undefined) => (value ? [{ name, value }] : []);
  const signed = ({ as, office, day }: Signature) => ({ name: say[as], value: day ? `${office}, ${day}` : office });
  const lists: readonly (readonly [string, Printed | null])[] = [
    [say.legal, sop.legal],
    [say.qualifications, sop.qualifications],
    [say.performers, sop.performers],
    [say.related, sop.related],
    [say.equipment, sop.equipment],
    [say.warnings, sop.warnings],
    [say.records, sop.records],
  ];
  return {
    facts: [
      fact(say.number, document.number),
      fact(say.issuer, sop.issuer),
      ...known(say.address, letterhead && [letterhead.address, letterhead.place].filter(Boolean).join(', ')),
      ...known(say.phone, letterhead?.phone),
      ...known(say.fax, letterhead?.fax),
      fact(say.created, document.created),
      fact(say.revised, document.revised),
      ...known(say.approvedOn, document.approved),
      fact(say.effective, sop.effective),
      ...signatures.map(signed),
      fact(say.file, document.file),
    ],
    lists: lists.flatMap(([name, printed]) => (printed === null ? [] : [{ name, ...printed }])),
  };
}
