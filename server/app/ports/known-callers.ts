import type { CaseState } from '../../domain/case/case.ts';
import type { TextQuery } from '../../domain/search/query.ts';

export interface CallerContext {
  readonly candidates: readonly {
    readonly callerId: string;
    readonly name: string | null;
    readonly address: string | null;
    readonly lastContactAt: number;
    readonly ticketCount: number;
    readonly prankCount: number;
  }[];
  readonly tickets: readonly CaseBrief[];
}

/** Nothing is known of the caller. */
export const noContext: CallerContext = { candidates: [], tickets: [] };

export interface CaseBrief {
  readonly caseId: string;
  readonly serviceId: string;
  readonly ticketNumber: string;
  readonly status: CaseState['status'];
  readonly kind: string;
  readonly category: string | null;
  readonly openedAt: number;
  readonly agentId: string | null;
}

/** A page of tickets, newest first. */
export interface CaseListing {
  readonly cases: readonly CaseBrief[];
  /** How many there are; where there are `more`, a round number below it. */
  readonly total: number;
  readonly more: boolean;
}

export interface CaseFilter {
  /** How a ticket number begins or ends. */
  readonly q?: string;
  /** Words of what is written in it. */
  readonly words?: TextQuery;
  /** A whole number, looked up by its fingerprint; restricted cases are not found by it. */
  readonly number?: { readonly of: 'phone' | 'nik'; readonly value: string };
  readonly sopId?: string;
  readonly serviceId?: string;
  readonly channel?: string;
  /** Days of the office, `2026-12-31`, both included. */
  readonly from?: string;
  readonly until?: string;
  /** Whose agent or official this person is. */
  readonly personId?: string;
  readonly status?: string;
  readonly limit: number;
  readonly offset: number;
}
