import type { ConfigFault } from './faults.ts';
import { refused } from './faults.ts';
import type { Both } from './setting.ts';
import { type SettingName, settings, type Values } from './settings.ts';

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent: PKCE alone. */
  readonly clientSecret: string | undefined;
  readonly name: string;
  readonly claim: string;
  /** The claim that names somebody's groups. */
  readonly groups: string;
  /** Of a log-in there that are enough; none: any. */
  readonly strengths: readonly string[];
  readonly scope: string;
  /** Who may log in with a password here. */
  readonly emergencyAccount: string;
}

const ofThisMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

export function checkOidc(values: Values, need: (name: SettingName, why: Both) => void, faults: ConfigFault[]): void {
  if (values.OIDC_ISSUER === undefined) return;
  const why = { id: 'bila OIDC_ISSUER diisi', en: 'when OIDC_ISSUER is set' };
  for (const name of ['OIDC_CLIENT_ID', 'OIDC_EMERGENCY_ACCOUNT', 'PUBLIC_URL'] as const) need(name, why);
  const { protocol, hostname } = new URL(values.OIDC_ISSUER);
  if (protocol !== 'https:' && !ofThisMachine.test(hostname)) {
    const plain = { id: 'harus https, selain dari mesin ini sendiri', en: 'must be https, but for this very machine' };
    faults.push(refused('OIDC_ISSUER', settings.OIDC_ISSUER, plain));
  }
}

export function oidcOf(values: Values): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_EMERGENCY_ACCOUNT: emergencyAccount } = values;
  if (issuer === undefined || clientId === undefined || emergencyAccount === undefined) return null;
  return {
    issuer,
    clientId,
    emergencyAccount,
    clientSecret: values.OIDC_CLIENT_SECRET,
    name: values.OIDC_NAME,
    claim: values.OIDC_CLAIM,
    groups: values.OIDC_GROUPS,
    strengths: values.OIDC_ACR?.split(/\s+/) ?? [],
    scope: values.OIDC_SCOPE,
  };
}
