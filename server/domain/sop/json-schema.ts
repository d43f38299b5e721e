import { z } from 'zod';
import { EventName, WholeDocument } from './schema.ts';
import { procedureEvents } from './vocabulary.ts';

/**
 * The form of a procedure file as JSON Schema (draft 7, which editors of YAML read): what may be written where, and
 * which events there are. It knows the form only; whether steps lead to each other is for `sop validate` to say.
 * @returns the text of `server/sops/procedure.schema.json`
 */
export function procedureSchemaText(): string {
  const schema = z.toJSONSchema(WholeDocument, {
    target: 'draft-7',
    // As it is typed: what has a default may be left out.
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== EventName) return;
      delete jsonSchema.pattern;
      jsonSchema.enum = [...procedureEvents];
    },
  });
  const title = 'Berkas SOP Sigap / Procedure file of Sigap';
  return `${JSON.stringify({ ...schema, title }, null, 2)}\n`;
}
