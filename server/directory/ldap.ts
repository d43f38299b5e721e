import { Client, InvalidCredentialsError } from 'ldapts';

export interface LdapOptions {
  readonly url: string;
  readonly startTls: boolean;
  /** The account that looks for people. */
  readonly bindDn: string;
  readonly bindPassword: string;
  /** Below which people are. */
  readonly base: string;
  /** With `{username}` in it. */
  readonly filter: string;
  /** The attribute of an entry that names its groups. */
  readonly groups: string;
}

/** `certificate`: the directory's is not to be trusted, or has run out. */
export type LdapFault = 'away' | 'certificate';
export type LdapAnswer = 'right' | 'wrong' | LdapFault;

/** Passwords that a directory keeps. */
export interface Ldap {
  /** Never throws. */
  check(username: string, password: string): Promise<LdapAnswer>;
  /** The groups of the one entry of the name; null: there is none. Never throws. */
  groupsOf(username: string): Promise<readonly string[] | null | LdapFault>;
}

/** A person stands before the form, ms. */
const patience = { connectTimeout: 3_000, timeout: 5_000 };
const ofCertificates = /CERT|UNABLE_TO_(?:VERIFY|GET)|SELF_SIGNED|ERR_TLS|ERR_SSL/;

/**
 * Looks for the person with an account of ours, then asks the directory for a log-in (bind) as the entry that was
 * found: exactly one, else nobody. A name is data in the filter (RFC 4515, 3); a log-in without a password would be an
 * anonymous one that always succeeds (RFC 4513, 5.1.2), and is none.
 */
export function createLdap({ url, startTls, bindDn, bindPassword, base, filter, groups }: LdapOptions): Ldap {
  const connected = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client({ url, ...patience });
    try {
      if (startTls) await client.startTLS({ servername: new URL(url).hostname });
      return await work(client);
    } finally {
      await client.unbind().catch(() => {});
    }
  };
  const find = (username: string, attribute = '1.1') =>
    connected(async (client) => {
      await client.bind(bindDn, bindPassword);
      const wanted = filter.replaceAll('{username}', () => escaped(username));
      const asked = { scope: 'sub' as const, filter: wanted, attributes: [attribute], sizeLimit: 2 };
      const { searchEntries } = await client.search(base, asked);
      return searchEntries.length === 1 ? (searchEntries[0] ?? null) : null;
    });
  const faultOf = (error: unknown): LdapFault => {
    const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
    return ofCertificates.test(`${code} ${message}`) ? 'certificate' : 'away';
  };
  return {
    check: async (username, password) => {
      if (password === '') return 'wrong';
      try {
        const dn = (await find(username))?.dn;
        if (!dn) return 'wrong';
        return await connected((client) => client.bind(dn, password)).then(
          () => 'right' as const,
          (error: unknown) => {
            if (error instanceof InvalidCredentialsError) return 'wrong' as const;
            throw error;
          },
        );
      } catch (error) {
        return faultOf(error);
      }
    },
    groupsOf: async (username) => {
      try {
        // Some directories know attributes in small letters alone.
        const entry = await find(username, groups.toLowerCase());
        if (entry === null) return null;
        const wanted = Object.keys(entry).find((name) => name.toLowerCase() === groups.toLowerCase());
        return [wanted === undefined ? [] : (entry[wanted] ?? [])].flat().map(String);
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

/** @internal exported for its tests */
export const escaped = (value: string): string =>
  value.replace(/[\\*()\0]/g, (sign) => `\\${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
