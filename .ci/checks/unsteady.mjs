/**
 * Prints the test files of a run that are to be tried once more, alone, one a line; none when nothing failed or when too
 * much did. What passes then is told as UNSTEADY by count.mjs, and is to be mended all the same.
 * Usage: node .ci/checks/unsteady.mjs RESULT.json
 */
import { readRun, triedAgain } from './results.mjs';

for (const name of triedAgain(readRun(process.argv[2] ?? ''))) console.log(name);
