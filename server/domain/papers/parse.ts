import { z } from 'zod';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import { actors } from '../sop/terms.ts';
import { type PaperKind, reportScopes, signings } from './kind.ts';
import { numberParts, schemeFault } from './number.ts';

const said = z.string().trim().min(1).max(200);
const Names = z.strictObject({ id: said, en: said });
const Field = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/),
  label: Names,
  type: z.enum(['line', 'text']).default('line'),
  required: z.boolean().default(true),
  fill: z.string().max(2_000).default(''),
});
const Kind = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title: Names,
  template: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  number: z
    .strictObject({
      scheme: z.string().min(1).max(120),
      class: z.string().regex(/^[0-9A-Z][0-9A-Za-z.-]{0,29}$/),
      register: z.string().regex(/^[a-z][a-z0-9-]{0,29}$/),
    })
    .nullable(),
  nature: Names.nullable().default(null),
  fields: z.array(Field).max(40),
  signers: z.array(z.strictObject({ act: z.enum(signings), role: z.enum(actors) })).max(8),
  copies: z.array(said).max(20).default([]),
  words: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/), z.string().max(2_000)).default({}),
  gathers: z.boolean().default(false),
  reports: z.enum(reportScopes).nullable().default(null),
  promises: z.boolean().default(false),
  citizen: z.boolean().default(false),
  retention: said,
});

/**
 * Reads a file that says what a kind of paper is.
 * @param file its name, for the faults
 * @throws FileFault with every fault of the text, each with its line and what to do
 */
export function parsePaperKind(text: string, file: string): PaperKind {
  const { value, lineOf } = readYaml(text, file);
  const parsed = Kind.safeParse(value);
  if (!parsed.success)
    throw new FileFault(
      file,
      parsed.error.issues.flatMap((issue) => formFaults(issue, lineOf)),
    );
  const kind = parsed.data;
  const faults = [numberFaults, fieldFaults, signerFaults, citizenFaults].flatMap((found) => found(kind, lineOf));
  if (faults.length > 0) throw new FileFault(file, faults);
  return kind;
}

type LineOf = (path: readonly PropertyKey[]) => number;

function formFaults(issue: z.core.$ZodIssue, lineOf: LineOf): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      line: lineOf([...issue.path, key]),
      place: [...issue.path, key].join('.'),
      id: `${key} tidak dikenal di sini: hapus atau perbaiki namanya`,
      en: `${key} is not known here: take it out or correct its name`,
    }));
  const place = issue.path.join('.') || 'file';
  return [
    {
      ...{ line: lineOf(issue.path), place },
      id: `isinya kurang atau tidak sesuai: lihat contoh di server/papers/kinds (${issue.message})`,
      en: `missing, or not what is expected: see the examples in server/papers/kinds (${issue.message})`,
    },
  ];
}

function numberFaults({ number }: PaperKind, lineOf: LineOf): Fault[] {
  const found = number === null ? null : schemeFault(number.scheme);
  if (found === null) return [];
  const [line, known] = [lineOf(['number', 'scheme']), numberParts.map((part) => `{${part}}`).join(' ')];
  const part = `{${found.part}}`;
  return found.why === 'unknown'
    ? [{ line, id: `${part} tidak ada; yang ada: ${known}`, en: `there is no ${part}; there are: ${known}` }]
    : [
        {
          line,
          id: `tanpa ${part} dua surat dapat bernomor sama (urutan mulai lagi tiap tahun): tambahkan`,
          en: `without ${part} two papers could have one number (the sequence begins anew each year): add it`,
        },
      ];
}

function fieldFaults({ fields, words }: PaperKind, lineOf: LineOf): Fault[] {
  const names = fields.map(({ name }) => name);
  const twice = fields.flatMap(({ name }, index): Fault[] =>
    names.indexOf(name) === index
      ? []
      : [
          {
            line: lineOf(['fields', index, 'name']),
            id: `kolom ${name} tertulis dua kali: hapus salah satunya`,
            en: `the field ${name} is written twice: remove one of them`,
          },
        ],
  );
  const unknown = Object.entries(words).flatMap(([name, sentence]) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].flatMap(([, field = '']): Fault[] =>
      names.includes(field)
        ? []
        : [
            {
              line: lineOf(['words', name]),
              id: `kolom {${field}} tidak ada; yang ada: ${names.join(', ')}`,
              en: `there is no field {${field}}; there are: ${names.join(', ')}`,
            },
          ],
    ),
  );
  return [...twice, ...unknown];
}

/** Who signs ends the row: an initial after it would be given to what is signed already. */
function signerFaults({ signers }: PaperKind, lineOf: LineOf): Fault[] {
  const first = signers.findIndex(({ act }) => act === 'sign');
  const late = signers.findIndex(({ act }, index) => act === 'initial' && first !== -1 && index > first);
  if (late === -1) return [];
  return [
    {
      line: lineOf(['signers', late]),
      id: 'paraf diberikan sebelum tanda tangan: pindahkan ke atas',
      en: 'initials are given before a signature: move it up',
    },
  ];
}

/** A dossier shows what others said and wrote, a report what many did: neither is one citizen's. */
function citizenFaults({ citizen, gathers, reports }: PaperKind, lineOf: LineOf): Fault[] {
  if (!citizen || (!gathers && reports === null)) return [];
  const beside = gathers ? 'gathers' : 'reports';
  return [
    {
      line: lineOf(['citizen']),
      id: `surat dengan ${beside} tidak diperlihatkan kepada pelapor: hapus salah satunya`,
      en: `a paper with ${beside} is not shown to a citizen: take one of them out`,
    },
  ];
}
