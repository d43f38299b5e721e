import type { Request, Response } from 'express';
import type { Lacak } from '../app/lacak/lacak.ts';
import { FilesFault } from '../app/ports/files.ts';
import { type LacakAllowed, sourceOf, takeAll } from './lacak-tries.ts';
import { bare } from './routes/files.ts';

/** `refused`: whatever the reason, so that nobody learns which papers there are. */
type Given = 'given' | 'refused' | 'away' | { readonly waitMs: number };

/** Gives a paper to whoever holds a pass of its case, as a file to be kept; other answers are the page's. */
export function createPaperGiving({
  lacak,
  allowed,
}: {
  readonly lacak: Pick<Lacak, 'caseOf' | 'paper'>;
  readonly allowed: LacakAllowed;
}) {
  return async (
    request: Request,
    response: Response,
    { pass, paperId }: { readonly pass: string; readonly paperId: string },
  ): Promise<Given> => {
    // Before the pass is looked at: trying passes costs as much as trying digits.
    const fromHere = await takeAll(allowed, [['source', sourceOf(request)]]);
    if (fromHere !== null) return { waitMs: fromHere };
    const caseId = lacak.caseOf(pass);
    if (caseId === null) return 'refused';
    const ofCase = await takeAll(allowed, [['opened', caseId]]);
    if (ofCase !== null) return { waitMs: ofCase };
    try {
      const paper = await lacak.paper(caseId, paperId);
      if (!paper) return 'refused';
      bare(response, 'application/pdf', paper.name);
      response.setHeader('cache-control', 'no-store');
      response.send(paper.bytes);
      return 'given';
    } catch (error) {
      if (error instanceof FilesFault) return 'away';
      throw error;
    }
  };
}
