import type { CatalogueFile } from '../fields/catalogue.ts';
import type { Choice } from '../fields/field.ts';
import { fieldIn } from '../fields/standard.ts';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import type { SopDefinition } from '../sop/definition.ts';
import type { StepDefinition } from '../sop/step-definition.ts';
import { workEventOf } from '../sop/work-events.ts';
import type { Service } from './service.ts';

/** What open tickets say in a field that is chosen from a catalogue. */
export interface CodeInUse {
  readonly serviceId: string;
  /** The list of the catalogue. */
  readonly list: string;
  readonly code: string;
  readonly tickets: number;
}

/** What every case is until somebody says otherwise. */
const firstKind = { list: 'kinds', code: 'complaint' } as const;

/** The fields that a procedure may ask for and that are chosen from a catalogue, with the lists. Pure. */
export function cataloguedFields(sop: SopDefinition): readonly { readonly field: string; readonly list: string }[] {
  const names = new Set([...sop.steps.flatMap(askedIn), ...Object.keys(sop.fields)]);
  return [...names].flatMap((field) => {
    const list = fieldIn(sop, field)?.catalogue ?? null;
    return list === null ? [] : [{ field, list }];
  });
}

/** What a procedure relies on: entries by which it decides how a case goes on. Pure. */
export function reliedOnBy(sop: SopDefinition): readonly { readonly list: string; readonly code: string }[] {
  const named = sop.steps.flatMap(({ forms, closes }) => [
    ...(closes ? closes.values.map((code) => [closes.field, code] as const) : []),
    ...Object.values(forms).flatMap(({ needs }) =>
      Object.entries(needs).flatMap(([field, byValue]) => Object.keys(byValue).map((code) => [field, code] as const)),
    ),
  ]);
  return named.flatMap(([field, code]) => {
    const list = fieldIn(sop, field)?.catalogue ?? null;
    return list === null ? [] : [{ list, code }];
  });
}

/**
 * What lists lack that a procedure asks for or relies on: `wards`, or `dispositions.prank`. Without it a form would have
 * nothing to choose from, or a case no end. Pure.
 * @param listOf the list of this name as a service has it; empty: it has none
 */
export function lackedBy(sop: SopDefinition, listOf: (list: string) => readonly Choice[]): readonly string[] {
  const asked = cataloguedFields(sop).map(({ list }) => list);
  const lists = new Set(asked.filter((list) => listOf(list).length === 0));
  const codes = reliedOnBy(sop).filter(
    ({ list, code }) => !lists.has(list) && !listOf(list).some((choice) => choice.code === code),
  );
  return [...new Set([...lists, ...codes.map(({ list, code }) => `${list}.${code}`)])];
}

function askedIn({ requires, forms, ends }: StepDefinition): readonly string[] {
  return [
    ...requires.map(({ field }) => field),
    ...ends.flatMap((event) => Object.keys(workEventOf(event)?.fields ?? {})),
    ...Object.values(forms).flatMap((form) => [...form.requires, ...form.asks]),
  ];
}

/**
 * Whether every service's catalogue has what its procedure asks for and relies on, and what its open tickets say. Pure.
 * @param sopOf the procedure in force
 * @throws FileFault naming the catalogue's file, the list's line and what to do
 */
export function checkCatalogues(
  services: readonly Service[],
  sopOf: (sopId: string) => SopDefinition,
  catalogues: ReadonlyMap<string, CatalogueFile>,
  inUse: readonly CodeInUse[],
): void {
  for (const [name, catalogue] of catalogues) {
    const of = services.filter((service) => service.catalogue === name);
    const faults = of.flatMap((service) => faultsOf(service, sopOf(service.sopId), catalogue, inUse));
    // Two services under one procedure lack the same.
    const told = [...new Map(faults.map((fault) => [`${fault.line} ${fault.en}`, fault])).values()];
    if (told.length > 0) throw new FileFault(catalogue.file, told);
  }
}

function faultsOf(
  { id: serviceId }: Service,
  sop: SopDefinition,
  { lists, lineOf }: CatalogueFile,
  inUse: readonly CodeInUse[],
): readonly Fault[] {
  const lacking = new Set(cataloguedFields(sop).flatMap(({ list }) => (lists.has(list) ? [] : [list])));
  const has = (list: string, code: string) => lists.get(list)?.some((choice) => choice.code === code) ?? false;
  const lost = (list: string, code: string) => !lacking.has(list) && !has(list, code);
  return [
    ...[...lacking].map((list) => noList(list, sop.id)),
    ...[firstKind, ...reliedOnBy(sop)]
      .filter(({ list, code }) => lost(list, code))
      .map(({ list, code }) => noCode(lineOf(list), list, code, sop.id)),
    ...inUse
      .filter((one) => one.serviceId === serviceId && lost(one.list, one.code))
      .map(({ list, code, tickets }) => usedCode(lineOf(list), list, code, tickets)),
  ];
}

const noList = (list: string, sop: string): Fault => ({
  line: null,
  place: list,
  id: `tidak ada daftar "${list}", padahal SOP ${sop} meminta pilihan darinya: tambahkan, sedikitnya dengan satu pilihan`,
  en: `there is no list "${list}", and SOP ${sop} asks for a choice from it: add it, with one choice at least`,
});
const noCode = (line: number | null, list: string, code: string, sop: string): Fault => ({
  line,
  place: `${list}.${code}`,
  id: `daftar "${list}" tanpa kode ${code}, padahal SOP ${sop} bergantung padanya: tambahkan`,
  en: `the list "${list}" has no code ${code}, and SOP ${sop} relies on it: add it`,
});
const usedCode = (line: number | null, list: string, code: string, tickets: number): Fault => ({
  line,
  place: `${list}.${code}`,
  id: `daftar "${list}" kehilangan kode ${code}, yang tertulis pada ${tickets} tiket terbuka: kembalikan, dengan "retired: true" bila tidak boleh dipilih lagi`,
  en: `the list "${list}" has lost the code ${code}, which stands in ${tickets} open tickets: put it back, with "retired: true" if it is not to be chosen any more`,
});
