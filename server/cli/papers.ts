import { faultLine } from '../domain/shared/file-fault.ts';
import { createTypesetter } from '../papers/typesetter.ts';
import { readPaperFile } from '../wiring/paper-files.ts';
import { templateFaults } from '../wiring/paper-kinds.ts';

/** `npm run --silent papers -- validate FILE...`: kinds of papers and their templates, for those who write them. */
const usage = `Pemakaian / usage:
  npm run --silent papers -- validate FILE...   periksa jenis surat dan templatnya / check kinds of papers with their templates
  --en                                          in English`;

const [command, ...args] = process.argv.slice(2);
const files = args.filter((one) => one !== '--en');
const language = args.includes('--en') ? 'en' : 'id';
if (command !== 'validate' || files.length === 0) {
  console.error(usage);
  process.exitCode = 2;
} else {
  for (const file of files) if (!(await isGood(file))) process.exitCode = 1;
}

async function isGood(file: string): Promise<boolean> {
  const typeset = createTypesetter();
  const { kind, template, faults } = readPaperFile(file, file);
  const found = kind ? await templateFaults(async (paper) => typeset(paper), kind, template) : faults;
  for (const fault of found) console.error(faultLine(fault, file, language));
  if (found.length === 0) console.log(`${file}: ${language === 'id' ? 'benar' : 'correct'} (${kind?.id})`);
  return found.length === 0;
}
