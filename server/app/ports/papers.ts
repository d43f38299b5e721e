/** Something to be typeset. */
export interface Paper {
  /** The name of a template, such as `person-copy`. */
  readonly template: string;
  /** What the template reads, as JSON knows it; never read as markup. */
  readonly data: unknown;
  /** The template itself, where it is the office's own and not one of ours by that name. */
  readonly source?: string;
  /** An address to be drawn as a QR code: the template has it as `data.qr`, a picture in SVG. */
  readonly link?: string;
  /** When it is made, epoch ms: the date that the file itself carries. The same paper has the same bytes. */
  readonly at: number;
}

/** Where a template is at fault. */
export interface PaperFault {
  /** Below the folder of templates. */
  readonly file: string;
  /** From 1; null: of the file as a whole. */
  readonly line: number | null;
  /** In the words of the typesetter, which speaks English. */
  readonly message: string;
}

/**
 * A paper as PDF/A-2b, or why there is none: a fault of the template; it took too long or too much memory; too many
 * wait; its data are too large; or the typesetter does not run here (`away`).
 */
export type PaperMade =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly why: 'template'; readonly faults: readonly PaperFault[] }
  | { readonly ok: false; readonly why: 'too_long' | 'too_many' | 'too_large' | 'away' };

/** A table for a calculating program. */
export interface Workbook {
  readonly title: string;
  /** `as`: how its numbers are shown: a `share` of one in per cent, a `length` as part of a day, a `mean` with two decimals. */
  readonly columns: readonly {
    readonly label: string;
    readonly width: number;
    readonly as?: 'share' | 'length' | 'mean';
  }[];
  /** Null: nothing stands there. */
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** A second sheet, which says what the first one is of. */
  readonly about?: { readonly title: string; readonly rows: readonly (readonly string[])[] };
}
export type TableMade = Extract<PaperMade, { ok: true }> | Exclude<PaperMade, { ok: true } | { why: 'template' }>;
/** As XLSX. Never throws. */
export type MakeWorkbook = (workbook: Workbook) => Promise<TableMade>;

/** Never throws, and keeps nobody waiting who does not wait for it. */
export type MakePaper = (paper: Paper) => Promise<PaperMade>;
