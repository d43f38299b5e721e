import type { OfficeZone } from '../calendar/office-day.ts';
import type { Clock } from '../sop/terms.ts';
import type { Correction } from './office-report.ts';
import type { StandardComponent } from './standard.ts';

/** Tickets of a service that ended, under a procedure, as one thing. */
export interface EndedFigures {
  readonly sopId: string;
  readonly serviceId: string;
  /** `closed`, `abandoned`, or as what it was ended before its procedure was over; `prank`: whatever a prank ended as. */
  readonly endedAs: string;
  readonly ended: number;
  /** Of those: the citizen got an answer. */
  readonly answered: number;
  /** Of those: a step was late. */
  readonly late: number;
}

/** Runs of a step that ended under one promise: versions of a procedure, and clocks, may promise otherwise. */
export interface PromiseFigures {
  readonly sopId: string;
  readonly step: string;
  /** Null: no time was promised. */
  readonly clock: Clock | null;
  /** ms, or working days; null: no time was promised. */
  readonly budget: number | null;
  readonly met: number;
  readonly breached: number;
  readonly cancelled: number;
  /** Nobody heard how these ended. */
  readonly estimated: number;
  /** Of those met and breached, by their clock: ms, or working days. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** What was promised of a step and what became of it, as it is printed. */
export interface StandardStep {
  readonly step: string;
  /** `3. Penerimaan pengaduan` */
  readonly name: string;
  /** Who does it. */
  readonly actor: string;
  /** In words; null: no time was promised. */
  readonly promised: string | null;
  readonly clock: Clock | null;
  /** ms, or working days; null: no time was promised. */
  readonly budget: number | null;
  /** Ended otherwise than by being dropped: `met` + `breached` where a time was promised. */
  readonly runs: number;
  /** Null: no time was promised, so that none was kept. */
  readonly met: number | null;
  readonly breached: number | null;
  readonly cancelled: number;
  readonly estimated: number;
  /** By its clock: ms, or working days; null: of no run. */
  readonly median: number | null;
  readonly p90: number | null;
}

/** What came to a service under a procedure, and how it ended. */
export interface StandardService {
  /** `*`: all of the procedure. */
  readonly serviceId: string;
  readonly name: string;
  readonly opened: number;
  /** By its procedure, to its end. */
  readonly closed: number;
  /** Before its procedure was over. */
  readonly otherwise: number;
  /** Of `closed` + `otherwise`: no step of it was late. */
  readonly inTime: number;
  readonly late: number;
  readonly answered: number;
  readonly pranks: number;
  readonly abandoned: number;
  /** Not over at the end of the period. */
  readonly open: number;
}

export interface StandardProcedure {
  readonly sopId: string;
  readonly title: string;
  readonly version: string;
  readonly components: readonly StandardComponent[];
  readonly steps: readonly StandardStep[];
  /** The last one is the whole. */
  readonly services: readonly StandardService[];
  /** As what tickets ended before their procedure was over, in words, and how many. */
  readonly reasons: readonly { readonly label: string; readonly count: number }[];
}

/** A service standard with how it was kept, as it was counted then. It is kept with its paper, and changes no more. */
export interface StandardReport {
  readonly from: string;
  readonly to: string;
  readonly zone: OfficeZone;
  /** Of one procedure alone; null: of all that were in use. */
  readonly procedure: string | null;
  readonly procedures: readonly StandardProcedure[];
  /** What the paper before told of its own period, and is otherwise now. */
  readonly corrections: readonly Correction[];
}
