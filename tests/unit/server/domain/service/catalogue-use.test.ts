import { readdirSync, readFileSync } from 'node:fs';
import { type CatalogueFile, parseCatalogue } from '../../../../../server/domain/fields/catalogue.ts';
import {
  type CodeInUse,
  cataloguedFields,
  checkCatalogues,
} from '../../../../../server/domain/service/catalogue-use.ts';
import { parseServices } from '../../../../../server/domain/service/parse.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { parseSop } from '../../../../../server/domain/sop/parse.ts';
import { shipped, sopNames } from '../../../../support/sops.ts';

const server = new URL('../../../../../server/', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, server), 'utf8');
const names = readdirSync(new URL('catalogues/', server)).map((file) => file.replace('.yaml', ''));
const catalogue = (name: string, change: (text: string) => string = (text) => text): [string, CatalogueFile] => [
  name,
  parseCatalogue(change(read(`catalogues/${name}.yaml`)), `${name}.yaml`),
];
const services = parseServices(read('services/services.yaml'), 'services.yaml', {
  sops: new Map(sopNames.map((name) => [name, shipped(name).channels])),
  calendars: new Set(['office', 'hotline-24h']),
  catalogues: new Set(names),
});
const sopOf = (id: string) => shipped(id);

/** What is wrong, in both languages. */
function faultsWith(catalogues: readonly [string, CatalogueFile][], inUse: readonly CodeInUse[] = [], sops = sopOf) {
  try {
    checkCatalogues(services, sops, new Map(catalogues), inUse);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return error.faults.map(({ line, id, en }) => [`${error.file}:${line}`, id, en]);
  }
  return [];
}
const all = (changed: Readonly<Record<string, (text: string) => string>> = {}) =>
  names.map((name) => catalogue(name, changed[name]));
const without = (pattern: RegExp) => (text: string) => {
  const less = text.replace(pattern, '');
  if (less === text) throw new Error(`${pattern} is not there`);
  return less;
};

describe('the catalogues that are shipped', () => {
  it('are three kinds of office, each with kinds, subjects and dispositions in both languages', () => {
    expect(names).toEqual(['city-hotline', 'civil-registry', 'district']);
    for (const name of names) {
      const [, { lists }] = catalogue(name);
      expect([...lists.keys()]).toEqual(['kinds', 'subjects', 'dispositions']);
      for (const choices of lists.values()) {
        for (const { name: words } of choices) expect(words.id.length * words.en.length).toBeGreaterThan(0);
        // Two entries that read the same are one to whoever chooses.
        for (const language of ['id', 'en'] as const)
          expect(new Set(choices.map((choice) => choice.name[language])).size).toBe(choices.length);
      }
    }
    const subjects = catalogue('city-hotline')[1].lists.get('subjects') ?? [];
    expect(subjects.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['street_lamp', 'rubbish', 'road_damage', 'flood']),
    );
  });

  it('have what the services that are shipped ask of them', () => {
    expect(faultsWith(all())).toEqual([]);
    expect(new Set(services.map((service) => service.catalogue))).toEqual(new Set(names));
  });
});

describe('a catalogue in use', () => {
  it('that loses an entry by which a procedure decides is refused, with file, line and remedy in both languages', () => {
    expect(faultsWith(all({ 'civil-registry': without(/.*code: prank.*\n/) }))).toEqual([
      [
        'civil-registry.yaml:19',
        'daftar "dispositions" tanpa kode prank, padahal SOP surabaya bergantung padanya: tambahkan',
        'the list "dispositions" has no code prank, and SOP surabaya relies on it: add it',
      ],
    ]);
  });

  it('that loses a list is refused once, whatever of it was relied on', () => {
    const faults = faultsWith(all({ district: without(/dispositions:\n( {2}- .*\n)+/) }));
    expect(faults).toEqual([]);
    expect(faultsWith(all({ district: without(/subjects:\n( {2}- .*\n)+/) })).map(([at, , en]) => [at, en])).toEqual([
      ['district.yaml:null', expect.stringMatching(/there is no list "subjects", and SOP bandungan asks for a choice/)],
    ]);
  });

  it('that loses what an open ticket of its service says is refused; retired it may be', () => {
    const used = { serviceId: 'depok', list: 'subjects', code: 'street_lamp', tickets: 7 };
    const line = / {2}- \{ code: street_lamp,.*\n/;
    const faults = faultsWith(all({ 'city-hotline': without(line) }), [used]);
    expect(faults).toEqual([
      ['city-hotline.yaml:9', expect.stringMatching(/street_lamp.* 7 tiket terbuka/), expect.stringMatching(/retired/)],
    ]);
    // Another service's tickets are chosen from another catalogue.
    expect(faultsWith(all({ 'city-hotline': without(line) }), [{ ...used, serviceId: 'hotline' }])).toHaveLength(1);
    const retired = (text: string) => text.replace('en: Street lamp }', 'en: Street lamp, retired: true }');
    expect(faultsWith(all({ 'city-hotline': retired }), [used])).toEqual([]);
    expect(catalogue('city-hotline', retired)[1].lists.get('subjects')?.[0]).toMatchObject({ retired: true });
  });

  it('that lacks a list which a procedure’s own field names is refused', () => {
    const text = read('sops/depok.yaml').replace(
      'notes:\n',
      'fields:\n  agency: { type: choice, label: { id: Instansi, en: Agency }, catalogue: agencies }\nnotes:\n',
    );
    const depok = parseSop(text, 'depok.yaml');
    expect(cataloguedFields(depok)).toContainEqual({ field: 'agency', list: 'agencies' });
    const faults = faultsWith(all(), [], (id) => (id === 'depok' ? depok : shipped(id)));
    expect(faults).toEqual([
      ['city-hotline.yaml:null', expect.stringMatching(/agencies/), expect.stringMatching(/agencies.*SOP depok/)],
    ]);
  });
});
