import type { z } from 'zod';
import type { Role } from './people.ts';
import type { TokenReport } from './token-reports.ts';

/** One REST route: how it is called, by whom, and what goes in and comes out. */
export interface RouteContract {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** OpenAPI form: `/api/cases/{caseId}`. */
  readonly path: string;
  readonly summary: string;
  /**
   * Who may call it; `public` needs no session, `any` any logged-in person, `wallboard` a screen that came by its link.
   * Finer rules are in `domain/rights`.
   */
  readonly roles: 'public' | 'any' | 'wallboard' | readonly Role[];
  /** What cannot be undone, or touches everybody: it asks anew who sits there, see `proveMyself`. */
  readonly grave?: true;
  /** Besides: the report that an API token made for it reads here; `asked`: the one that the path names, as CSV. */
  readonly token?: TokenReport | 'asked';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Null: 204 without a body. */
  readonly response: z.ZodType | null;
  /** A body of any bytes, which the handler reads itself; what it is, is said by its content. */
  readonly takes?: 'application/octet-stream';
  /** Instead: a body of this media type, which the handler sends itself. */
  readonly sends?: string;
}

/** Checks the form of a route and keeps its exact type. */
export const route = <T extends RouteContract>(contract: T): T => contract;
