import { createGroupRoles } from '../../../../../server/app/people/group-roles.ts';
import { createGroupWatch } from '../../../../../server/app/people/group-watch.ts';
import { loadConfig } from '../../../../../server/config.ts';
import { roleByGroups } from '../../../../../server/domain/rights/group-roles.ts';

const mapping = [
  { role: 'supervisor', group: 'cn=pengawas,ou=groups,dc=kota' },
  { role: 'agent', group: 'cc-petugas' },
];
const person = (id: string, role: string, extension: string | null = null) => ({ id, role, extension, username: id });

function office(of: readonly { readonly role: string; readonly group: string }[] | null = mapping) {
  const done: string[] = [];
  const roles = createGroupRoles({
    mapping: of,
    changeRole: async (id, role) => void done.push(`${id} ${role}`),
    endSessions: async (id) => void done.push(`${id} out`),
    audit: { note: async ({ reason }) => void done.push(String(reason)) },
  });
  return { done, roles };
}

it('the first that fits counts, however a name is spelled; in none there is none', () => {
  expect(roleByGroups(mapping, ['cc-petugas', ' CN=Pengawas,ou=groups,dc=kota'])).toBe('supervisor');
  expect(roleByGroups(mapping, ['CC-Petugas'])).toBe('agent');
  for (const groups of [[], ['cc-petugas-lama'], [''], ['cn=pengawas']])
    expect(roleByGroups(mapping, groups)).toBeNull();
});

it('a role follows its group; who is in none, or would take calls without a telephone, works as nothing', async () => {
  const { done, roles } = office();
  expect(await roles.settle(person('rina', 'agent', '101'), ['cn=pengawas,ou=groups,dc=kota'])).toBe('supervisor');
  expect(await roles.settle(person('sari', 'agent', '102'), ['cc-petugas'])).toBe('agent');
  expect(await roles.settle(person('wati', 'head'), ['cc-petugas'])).toBeNull();
  expect(await roles.settle(person('tono', 'head'), [])).toBeNull();
  expect(await roles.settle(person('lia', 'head'), null)).toBeNull();
  expect(done).toEqual(['rina supervisor', 'groups: agent → supervisor', 'wati out', 'tono out', 'lia out']);
});

it('without a mapping groups say nothing, and who left the directory is out all the same', async () => {
  const { done, roles } = office(null);
  expect(await roles.settle(person('sari', 'agent'), [])).toBe('agent');
  expect(await roles.settle(person('budi', 'agent'), null)).toBeNull();
  expect(done).toEqual(['budi out']);
});

it('whoever leaves a directory while being logged in is put out; nobody when it is away, nor the emergency account', async () => {
  const { done, roles } = office();
  const people = [person('admin', 'admin'), person('sari', 'agent', '1'), person('budi', 'agent', '2')];
  const groups: Record<string, readonly string[] | null | string> = { sari: ['cc-petugas'], budi: null };
  const watch = createGroupWatch({
    people: async () => people.map(({ id }) => id),
    byId: async (id) => people.find((one) => one.id === id) ?? null,
    isEmergency: ({ username }) => username === 'admin',
    groupsOf: async (username) => groups[username] ?? null,
    groupRoles: roles,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  await watch.look();
  expect(done).toEqual(['budi out']);
  Object.assign(groups, { sari: 'away', budi: 'away' });
  await watch.look();
  expect(done).toEqual(['budi out']);
});

it('is read from one setting, and refused where nobody names groups', () => {
  const load = (more: Record<string, string>) =>
    loadConfig({ NODE_ENV: 'test', SIMULATOR_SCENARIO: 'empty', SIGAP_GROUP_ROLES: 'agent=a=b,c=d ; head=e', ...more });
  const oidc = {
    ...{ OIDC_ISSUER: 'https://sso.example.go.id', OIDC_CLIENT_ID: 'sigap', OIDC_EMERGENCY_ACCOUNT: 'darurat' },
    PUBLIC_URL: 'https://sigap.example.go.id',
  };
  expect(load(oidc).groupRoles).toEqual([
    { role: 'agent', group: 'a=b,c=d' },
    { role: 'head', group: 'e' },
  ]);
  expect(() => load({})).toThrow('nobody names groups');
  expect(() => load({ ...oidc, SIGAP_GROUP_ROLES: 'boss=x' })).toThrow('SIGAP_GROUP_ROLES');
  expect(() => load({ ...oidc, SIGAP_GROUP_ROLES: 'agent' })).toThrow('SIGAP_GROUP_ROLES');
});
