import type { PaperMade } from '../app/ports/papers.ts';
import { HttpProblem } from './problem.ts';

/** Why there is no paper, for whoever asked for it. */
export function paperProblem(made: Exclude<PaperMade, { ok: true }>): HttpProblem {
  if (made.why === 'template') {
    const faults = made.faults.map(({ file, line, message }) => `${file}:${line ?? ''} ${message}`);
    return new HttpProblem(500, 'paper_faulty', `The template has a fault: ${faults.join('; ')}`);
  }
  if (made.why === 'too_many' || made.why === 'away')
    return new HttpProblem(503, 'paper_away', 'No paper can be made now.');
  return new HttpProblem(413, 'paper_too_large', 'There is too much for one paper.');
}
