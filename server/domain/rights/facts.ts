import type { SopDefinition } from '../sop/definition.ts';
import type { SopActor } from '../sop/terms.ts';

/** Who asks. The role is what the office's list of people says now, which may be a word that nobody knows any more. */
export interface Asker {
  readonly userId: string;
  readonly role: string;
}

/** What a right may depend on; each right is asked with the facts that its conditions look at. */
export interface RightFacts {
  /** Of a case: whose it is, and whether the citizen is on the line. */
  readonly case?: {
    readonly agentId: string | null;
    readonly officialId: string | null;
    readonly live: boolean;
    /** Roles of the steps that ran or run in it, those who take part among them. */
    readonly roles: ReadonlySet<string>;
    /** It waits for somebody of the asker's role, or for the asker. */
    readonly waits?: boolean;
    /** The asker did something in it, has its citizen before them, or opened it for a reason. */
    readonly tied?: boolean;
  };
  /** Of an action: the role of its step, and who takes part in the step. */
  readonly step?: {
    readonly actor: string;
    readonly with: readonly string[];
    /** Whose alone it is, such as the recap of a call; null: whoever has the role. */
    readonly heldBy: string | null;
    /** The roles of the steps that follow it. */
    readonly leadsTo: readonly string[];
  };
  /** Of a call: who talks to the citizen. */
  readonly talk?: { readonly agentId: string | null };
  /** Of figures asked for by an API token: which, of which it was made for, and whether somebody stands in them by name. */
  readonly figures?: {
    readonly report: string;
    readonly listed: ReadonlySet<string>;
    readonly byName: boolean;
  };
  /** Of a number outside of the office: the roles to which its list opens it. */
  readonly outside?: { readonly roles: ReadonlySet<string> };
  /** Of a live view: the role or the person whose it is. */
  readonly owner?: string;
  /** Of an alert: whose step it is; `heardBy`: whom an escalation went to, null of one that is none. */
  readonly alert?: {
    readonly personId: string | null;
    readonly actor: string;
    readonly heardBy: readonly string[] | null;
  };
  /** Of an alarm: whom it is about; null: nobody we know. */
  readonly alarm?: { readonly personId: string | null };
  /** Of a paper: whose turn it is to sign it; null: nobody’s. */
  readonly paper?: { readonly signerId: string | null };
  /** Of an erasure: who asked for it. */
  readonly erasure?: { readonly askedBy: string };
  /** Of an answer: whoever wrote on its draft; of none in particular, nobody. */
  readonly answer?: { readonly writers: readonly string[] };
  /** Of a procedure: every role that works in it. */
  readonly procedure?: ReadonlySet<string>;
}

const involved = ({ actor, with: others }: { readonly actor: SopActor; readonly with: readonly SopActor[] }) => [
  actor,
  ...others,
];

/** Roles whose work a case was or is: of the steps that began in it. */
export function rolesInCase(sop: SopDefinition, runs: readonly { readonly step: string }[]): ReadonlySet<string> {
  const begun = new Set(runs.map(({ step }) => step));
  return new Set(sop.steps.filter(({ id }) => begun.has(id)).flatMap(involved));
}

/**
 * Roles that a procedure names, or who do, take part in, or are told when late of any of its steps. One that was stored
 * by an earlier server may lack what was not known of then.
 */
export const rolesInProcedure = (sop: SopDefinition): ReadonlySet<string> =>
  new Set([
    ...Object.keys(sop.roles ?? {}),
    ...sop.steps.flatMap((step) => [...involved(step), ...(step.escalate ?? []).flatMap(({ to }) => to)]),
  ]);
