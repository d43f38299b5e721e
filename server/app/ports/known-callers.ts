import type { CaseState } from '../../domain/case/case.ts';

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

export interface CaseFilter {
  readonly q?: string;
  readonly status?: string;
  readonly limit: number;
  readonly offset: number;
}
