import { z } from 'zod';
import { Reason } from './case.ts';
import { Bilingual, Moment } from './primitives.ts';
import { SopGraph } from './sop-graph.ts';

/** Procedures as an administrator works on them: their versions, what is wrong with a text, what a change would mean. */

/** What is wrong with a line of an SOP text, and what to do. */
export const SopFault = z.object({
  /** From 1; null: of the text as a whole. */
  line: z.number().int().nullable(),
  place: z.string().nullable(),
  id: z.string(),
  en: z.string(),
});
export type SopFault = z.infer<typeof SopFault>;

/** `waiting` for its day; `replaced` by one that came into force later. */
export const SopPhase = z.enum(['draft', 'waiting', 'in-force', 'replaced', 'retired']);
export type SopPhase = z.infer<typeof SopPhase>;

export const SopVersionCard = z.object({
  id: z.string(),
  version: z.string(),
  title: Bilingual,
  phase: SopPhase,
  /** A file that is shipped or of the office's own, this page, or the command line. */
  origin: z.enum(['shipped', 'own', 'console', 'command']),
  savedAt: Moment,
  /** Names; null: nobody at a page, but a file or the command line. */
  savedBy: z.string().nullable(),
  publishedAt: Moment.nullable(),
  publishedBy: z.string().nullable(),
  /** Null of a published one: since there were cases. */
  inForceFrom: Moment.nullable(),
  retiredAt: Moment.nullable(),
  retiredBy: z.string().nullable(),
});
export type SopVersionCard = z.infer<typeof SopVersionCard>;

export const SopList = z.object({
  sops: z.array(
    z.object({
      id: z.string(),
      /** The services whose cases run under it. */
      services: z.array(Bilingual),
      versions: z.array(SopVersionCard),
    }),
  ),
  /** Files that this server did not take at its start; the last good version stays in force. */
  refused: z.array(z.object({ file: z.string(), faults: z.array(SopFault) })),
});
export type SopList = z.infer<typeof SopList>;

const PrintedTable = z.object({
  /** What stands above it in the document: number, issuer, days and who signed, then its lists, each from its line. */
  head: z.object({
    facts: z.array(z.object({ name: z.string(), value: z.string() })),
    lists: z.array(z.object({ name: z.string(), line: z.number().int(), items: z.array(z.string()) })),
  }),
  heading: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  readings: z.array(z.string()),
});

export const SopVersionDetail = SopVersionCard.extend({
  /** The YAML as written; null: kept before texts were. */
  source: z.string().nullable(),
  table: z.object({ id: PrintedTable, en: PrintedTable }),
  /** Mermaid. */
  diagram: Bilingual,
  /** What the diagram is made from, for whoever draws it otherwise. */
  graph: z.object({ id: SopGraph, en: SopGraph }),
  /** What the events of the graph are called. */
  eventNames: z.record(z.string(), Bilingual),
});
export type SopVersionDetail = z.infer<typeof SopVersionDetail>;

export const SopText = z.object({ source: z.string().min(1, 'required').max(60_000) });
export type SopText = z.infer<typeof SopText>;

/** Without faults it may be saved as a draft. */
export const SopValidation = z.object({
  id: z.string().nullable(),
  version: z.string().nullable(),
  /** How many steps it has. */
  steps: z.number().int(),
  faults: z.array(SopFault),
});
export type SopValidation = z.infer<typeof SopValidation>;

export const sopVersionParams = z.object({ sopId: z.string().max(80), version: z.string().max(80) });

/** Left out or null: as soon as every server has it, which is a few seconds. */
export const Publication = z.object({ inForceFrom: Moment.nullable().optional() });

export const Retirement = z.object({ reason: Reason });

const Day = z.iso.date();
/** Days in the office's zone, both included; left out: the last whole month. */
export const PreviewPeriod = z.object({ from: Day.optional(), until: Day.optional() });

/** What became of the runs of a step. */
const Tally = z.object({
  /** As written in the procedure; null: it promises no time. */
  budget: Bilingual.nullable(),
  runs: z.number().int(),
  met: z.number().int(),
  breached: z.number().int(),
  cancelled: z.number().int(),
  unfinished: z.number().int(),
});

/** How far the reader's own preview of a version is, in cases; null: none of this version is being made. */
export const SopPreviewProgress = z.object({ done: z.number().int(), total: z.number().int() }).nullable();
export type SopPreviewProgress = z.infer<typeof SopPreviewProgress>;

export const SopPreview = z.object({
  id: z.string(),
  version: z.string(),
  /** The version in force, to which it is compared; null: there is none. */
  base: z.string().nullable(),
  from: Day,
  until: Day,
  /** How many cases were replayed, of how many; not all when there are too many: then the newest. */
  cases: z.number().int(),
  total: z.number().int(),
  /** Cases in which some step was late. */
  late: z.object({ base: z.number().int(), candidate: z.number().int() }),
  steps: z.array(
    z.object({
      step: z.string(),
      number: z.number().int(),
      name: Bilingual,
      base: Tally.nullable(),
      candidate: Tally.nullable(),
      /** Breaches more (or less, below 0) than under the version in force, in per cent; null: there were none. */
      change: z.number().int().nullable(),
      sentence: Bilingual,
    }),
  ),
});
export type SopPreview = z.infer<typeof SopPreview>;
