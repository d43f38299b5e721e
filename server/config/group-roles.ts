import { z } from 'zod';
import { Role } from '../contract/people.ts';
import type { ConfigFault } from './faults.ts';
import { refused } from './faults.ts';
import { line, optional } from './setting.ts';

/** `role=group` with semicolons between: the names of a directory have commas and equals signs of their own. */
const pairs = line.max(4_000).transform((text) =>
  text
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const at = one.indexOf('=');
      return { role: one.slice(0, Math.max(0, at)).trim(), group: one.slice(at + 1).trim() };
    }),
);
const groupRoles = pairs.pipe(z.array(z.object({ role: Role, group: z.string().min(1) })).min(1));

export const groupSettings = {
  SIGAP_GROUP_ROLES: optional(groupRoles, {
    meaning: {
      id: 'Peran menurut kelompok pada penyedia identitas atau direktori, yang pertama cocok berlaku; yang tidak termasuk satu pun tidak dapat masuk. Kosong: peran diatur di sini',
      en: 'Roles by groups of the provider of identities or directory, the first that fits counts; who is in none cannot log in. Empty: roles are set here',
    },
    expects: { id: 'peran=kelompok, dipisah titik koma', en: 'role=group, with semicolons between' },
    example: 'supervisor=cc-pengawas;agent=cc-petugas',
  }),
} as const;

interface NamesGroups {
  readonly SIGAP_GROUP_ROLES: unknown;
  readonly OIDC_ISSUER: string | undefined;
  readonly LDAP_URL: string | undefined;
}

export function checkGroups(values: NamesGroups, faults: ConfigFault[]): void {
  if (values.SIGAP_GROUP_ROLES === undefined) return;
  if (values.OIDC_ISSUER !== undefined || values.LDAP_URL !== undefined) return;
  const why = {
    id: 'tanpa OIDC_ISSUER atau LDAP_URL: tidak ada yang menyebut kelompok',
    en: 'without OIDC_ISSUER or LDAP_URL: nobody names groups',
  };
  faults.push(refused('SIGAP_GROUP_ROLES', groupSettings.SIGAP_GROUP_ROLES, why));
}
