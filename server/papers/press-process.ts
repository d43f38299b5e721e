import { answerParent } from '../worker/child.ts';
import { createTypesetter } from './typesetter.ts';

/** A process that typesets. Its argument: the folder of templates where it is not ours. */
const [templates] = process.argv.slice(3);

answerParent(createTypesetter(templates === undefined ? {} : { templates }));
