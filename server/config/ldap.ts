import type { ConfigFault } from './faults.ts';
import { refused } from './faults.ts';
import type { Both } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

export interface LdapConfig {
  readonly url: string;
  readonly startTls: boolean;
  readonly bindDn: string;
  readonly bindPassword: string;
  readonly base: string;
  readonly filter: string;
  /** The attribute that names somebody's groups. */
  readonly groups: string;
  /** Whose password is kept here. */
  readonly emergencyAccount: string;
}

export function checkLdap(
  values: Values,
  production: boolean,
  need: (name: SettingName, why: Both) => void,
  faults: ConfigFault[],
): void {
  if (values.LDAP_URL === undefined) return;
  const why = { id: 'bila LDAP_URL diisi', en: 'when LDAP_URL is set' };
  for (const name of ['LDAP_BIND_DN', 'LDAP_BIND_PASSWORD', 'LDAP_BASE', 'LDAP_EMERGENCY_ACCOUNT'] as const)
    need(name, why);
  const { protocol } = new URL(values.LDAP_URL);
  const secured = protocol === 'ldaps:' || values.LDAP_STARTTLS === 'yes';
  const fault = (id: string, en: string) => faults.push(refused('LDAP_URL', settings.LDAP_URL, { id, en }));
  if (production && !secured)
    fault(
      'dalam production: kata sandi terbaca di jalan; pakai ldaps:// atau LDAP_STARTTLS=yes',
      'in production: passwords can be read on their way; use ldaps:// or LDAP_STARTTLS=yes',
    );
  if (values.OIDC_ISSUER !== undefined)
    fault('hanya salah satu: LDAP_URL atau OIDC_ISSUER', 'one of them only: LDAP_URL or OIDC_ISSUER');
}

export function ldapOf(values: Values): LdapConfig | null {
  const { LDAP_URL: url, LDAP_BIND_DN: bindDn, LDAP_BIND_PASSWORD: bindPassword, LDAP_BASE: base } = values;
  const emergencyAccount = values.LDAP_EMERGENCY_ACCOUNT;
  if (url === undefined || bindDn === undefined || bindPassword === undefined || base === undefined) return null;
  if (emergencyAccount === undefined) return null;
  const secured = new URL(url).protocol === 'ldaps:';
  const startTls = !secured && values.LDAP_STARTTLS === 'yes';
  return {
    ...{ url, startTls, bindDn, bindPassword, base, emergencyAccount },
    filter: values.LDAP_FILTER,
    groups: values.LDAP_GROUPS,
  };
}
