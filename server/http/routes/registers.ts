import { Router } from 'express';
import type { Registers } from '../../app/papers/register-book.ts';
import type { MakePaper, MakeWorkbook } from '../../app/ports/papers.ts';
import { paperProblem } from '../paper-problem.ts';
import { HttpProblem } from '../problem.ts';
import { mount } from '../route.ts';

export interface RegisterRoutesDeps {
  readonly registers: Registers;
  readonly makePaper: MakePaper;
  readonly makeWorkbook: MakeWorkbook;
}

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The registers of the office's papers, to be printed or calculated with. */
export function registerRoutes({ registers, makePaper, makeWorkbook }: RegisterRoutesDeps): Router {
  const router = Router();
  mount(router, 'registers', async () => ({
    registers: registers.list().map(({ register, title }) => ({ register, title: { ...title } })),
  }));
  mount(router, 'takeRegister', async ({ params: { register }, body: { from, until, format }, actor, response }) => {
    const taken = await registers.take(actor, { register, from, until });
    if (taken === null) throw new HttpProblem(404, 'not_found', 'There is no such register.');
    if (taken === 'too_large') throw paperProblem({ ok: false, why: 'too_large' });
    const { title, columns, rows } = taken.book;
    const send = (type: string, bytes: Uint8Array) => {
      const name = `${register}-${from}-${until}.${format}`;
      response.type(type).setHeader('content-disposition', `attachment; filename="${name}"`);
      response.send(Buffer.from(bytes));
      return undefined;
    };
    if (format === 'xlsx') {
      const labels = columns.map(({ label, width }) => ({ label: label.id, width }));
      const table = await makeWorkbook({ title: title.id, columns: labels, rows });
      if (!table.ok) throw paperProblem(table);
      return send(sheetType, table.bytes);
    }
    const made = await makePaper(taken.paper);
    if (!made.ok) throw paperProblem(made);
    return send('application/pdf', made.bytes);
  });
  return router;
}
