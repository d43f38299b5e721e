import type { Paper, Workbook } from '../app/ports/papers.ts';
import { answerParent } from '../worker/child.ts';
import { createTypesetter } from './typesetter.ts';
import { makeWorkbook } from './workbook.ts';

/** A process that typesets, and lays out tables. Its argument: the folder of templates where it is not ours. */
const [templates] = process.argv.slice(3);
const typeset = createTypesetter(templates === undefined ? {} : { templates });

answerParent((work: Paper | Workbook) => ('template' in work ? typeset(work) : makeWorkbook(work)));
