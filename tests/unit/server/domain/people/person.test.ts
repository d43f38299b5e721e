import { takenBack } from '../../../../../server/domain/people/changes.ts';
import {
  differenceOf,
  endsLogIns,
  faultsOf,
  isLastAdministrator,
  type KnownPerson,
  type PersonDraft,
  usernameOf,
} from '../../../../../server/domain/people/person.ts';

const sari: KnownPerson = {
  ...{ id: 'sari', username: 'sari', displayName: 'Sari', role: 'agent', extension: '101' },
  ...{ phone: 'browser', locale: 'id', active: true },
};
const left: KnownPerson = { ...sari, id: 'left', username: 'budi', extension: '102', active: false };
const admin: KnownPerson = { ...sari, id: 'admin', username: 'admin', role: 'admin', extension: null };
const people = [sari, left, admin];
const draft: PersonDraft = { ...sari, username: 'dewi', displayName: 'Dewi', extension: '103' };
const codes = (part: Partial<PersonDraft>) =>
  faultsOf({ ...draft, ...part }, people).map(({ field, code }) => `${field} ${code}`);

it.each<[Partial<PersonDraft>, string[]]>([
  [{}, []],
  [{ username: '' }, ['username required']],
  [{ username: 'd' }, ['username username_invalid']],
  [{ username: 'ibu dewi' }, ['username username_invalid']],
  [{ username: 'sari' }, ['username username_taken']],
  // The audit tells of the one who left by this name.
  [{ username: 'budi' }, ['username username_left']],
  [{ displayName: '' }, ['displayName required']],
  [{ extension: '1' }, ['extension extension_invalid']],
  [{ extension: '101' }, ['extension extension_taken']],
  [{ extension: '102' }, ['extension extension_left']],
  [{ extension: null }, ['extension extension_needed']],
  [{ extension: null, role: 'official' }, []],
  [{ username: 'sari', extension: '101' }, ['username username_taken', 'extension extension_taken']],
])('of somebody new with %j is said %j', (part, said) => {
  expect(codes(part)).toEqual(said);
});

it('one who is changed is not in the way of oneself, and one who left may give up the telephone', () => {
  expect(faultsOf(sari, people, sari)).toEqual([]);
  expect(faultsOf({ ...left, extension: null }, people, left)).toEqual([]);
  expect(faultsOf({ ...left, extension: null }, people, { id: 'left', active: true })).toEqual([
    { field: 'extension', code: 'extension_needed' },
  ]);
});

it('the last administrator is the one active one', () => {
  expect(isLastAdministrator(people, 'admin')).toBe(true);
  expect(isLastAdministrator(people, 'sari')).toBe(false);
  expect(isLastAdministrator([...people, { ...admin, id: 'second', active: false }], 'admin')).toBe(true);
  expect(isLastAdministrator([...people, { ...admin, id: 'second' }], 'admin')).toBe(false);
});

it('a difference has only what differs, an emptied extension too', () => {
  expect(differenceOf(sari, { ...sari })).toBeNull();
  expect(differenceOf(sari, { displayName: 'Sari Dewi', extension: null, role: 'agent' })).toEqual({
    before: { displayName: 'Sari', extension: '101' },
    after: { displayName: 'Sari Dewi', extension: null },
  });
  expect([{ displayName: 'S' }, { locale: 'en' as const }].some(endsLogIns)).toBe(false);
  expect([{ role: 'head' }, { extension: null }, { phone: 'desk' as const }].every(endsLogIns)).toBe(true);
});

it('a change is taken back while what it wrote still stands', () => {
  const renamed = { kind: 'changed', before: { displayName: 'Sri' }, after: { displayName: 'Sari' } } as const;
  expect(takenBack(renamed, sari)).toEqual({ displayName: 'Sri' });
  expect(takenBack(renamed, { ...sari, displayName: 'Sari Ayu' })).toBeNull();
  expect(takenBack({ kind: 'added', before: null, after: { role: 'agent' } }, sari)).toBeNull();
  expect(takenBack({ kind: 'password', before: null, after: null }, sari)).toBeNull();
});

it('user names are one, whatever their capitals', () => {
  expect(usernameOf('  Dewi.S ')).toBe('dewi.s');
});
