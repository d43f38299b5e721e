import { EntitySchema } from 'typeorm';
import { integer, json, moment, optionalText, text, uuid, uuidKey } from './columns.ts';

interface StandardPaperRow {
  id: string;
  procedure: string | null;
  year: number;
  seq: number;
  number: string;
  report: object;
  bytes: Buffer;
  sha256: string;
  madeBy: string;
  madeAt: Date;
}
/** A report on service standards as it was made; a trigger keeps it so. Nothing of a person of the public is in it. */
export const StandardPaperEntity = new EntitySchema<StandardPaperRow>({
  name: 'standard_paper',
  columns: {
    id: { ...uuidKey, primaryKeyConstraintName: 'standard_paper_pkey' },
    procedure: optionalText,
    year: integer,
    seq: integer,
    number: text,
    report: json,
    bytes: { type: 'bytea' },
    sha256: text,
    madeBy: { ...uuid, name: 'made_by', foreignKey: { target: 'person', name: 'standard_paper_maker' } },
    madeAt: { ...moment, name: 'made_at' },
  },
  indices: [{ name: 'standard_paper_number', columns: ['year', 'seq'], unique: true }],
});
