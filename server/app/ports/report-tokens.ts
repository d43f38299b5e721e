import type { TokenReport } from '../../contract/token-reports.ts';

/** What an API token may read. */
export interface ReportTokenRecord {
  readonly tokenId: string;
  readonly name: string;
  /** How it begins. */
  readonly prefix: string;
  readonly reports: readonly TokenReport[];
}

/** Why a token that was made here opens nothing. */
export type TokenEnd = 'revoked' | 'expired';

/** API tokens for reports. Moments in epoch ms; every method throws when the database is away. */
export interface ReportTokenStore {
  /**
   * @param days that it lasts
   * @returns the token, which is kept nowhere, or null where there are so many already that are not over
   */
  add(
    token: Pick<ReportTokenRecord, 'name' | 'reports'>,
    of: { readonly days: number; readonly addedBy: string; readonly atMost: number },
  ): Promise<{ tokenId: string; token: string; prefix: string; expiresAt: number } | null>;
  /** The newest first; those that are over for a while. */
  list(): Promise<
    readonly (ReportTokenRecord & {
      readonly addedByName: string;
      readonly addedAt: number;
      readonly expiresAt: number;
      readonly usedAt: number | null;
      readonly revokedAt: number | null;
      readonly live: boolean;
    })[]
  >;
  /** Whose words these are; null: of no token that is known here. */
  byToken(token: string): Promise<(ReportTokenRecord & { readonly end: TokenEnd | null }) | null>;
  /** It is used now. True: for the first time on this day of the office, told once by whatever server. */
  used(tokenId: string, timeZone: string): Promise<boolean>;
  /** Null: there is none that could be revoked. */
  revoke(tokenId: string): Promise<Pick<ReportTokenRecord, 'name' | 'prefix'> | null>;
}
