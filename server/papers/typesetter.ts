import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import type { Paper, PaperFault, PaperMade } from '../app/ports/papers.ts';
import { openFonts } from './fonts.ts';
import { printable } from './printable.ts';
import { qrOf } from './qr.ts';

export interface TypesetterOptions {
  /** Folder of the templates; they read nothing above it. */
  readonly templates?: string;
}

/** As the language server protocol has it: lines from 0; severity 1 is an error, others say how it came to it. */
interface Diagnostic {
  readonly path: string;
  readonly range: { readonly start: { readonly line: number } } | null;
  readonly message: string;
  readonly severity: number;
}
const faulty = 1;

const shipped = fileURLToPath(new URL('./templates', import.meta.url));

/**
 * Typst, in this very thread: it keeps it busy as long as a paper takes. A server has it in a process of its own, see
 * `press.ts`.
 * @throws where there is no Typst for this machine
 */
export function createTypesetter({ templates = shipped }: TypesetterOptions = {}): (paper: Paper) => PaperMade {
  const fonts = openFonts();
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs: [...fonts.blobs] }] });
  const refused = (template: string, error: NodeError | null): PaperMade => {
    const found = error === null ? [] : (compiler.fetchDiagnostics(error) as Diagnostic[]);
    const faults = found
      .filter(({ severity }) => severity === faulty)
      .map(({ path, range, message }): PaperFault => {
        return { file: relative(templates, path), line: range === null ? null : range.start.line + 1, message };
      });
    const unsaid = { file: `${template}.typ`, line: null, message: 'nothing is known of why' };
    return { ok: false, why: 'template', faults: faults.length > 0 ? faults : [unsaid] };
  };

  return ({ template, data, at, source, link }) => {
    // A template of the office's own stands where ours would, and reads what they read.
    const main = join(templates, source === undefined ? `${template}.typ` : `${template}.office.typ`);
    try {
      if (source !== undefined) compiler.mapShadow(main, Buffer.from(source));
      const printed = printable(data, fonts.have) as object;
      const compiled = compiler.compile({
        mainFilePath: main,
        inputs: { data: JSON.stringify(link === undefined ? printed : { ...printed, qr: qrOf(link) }) },
        resetRead: true,
      });
      const { result } = compiled;
      if (!result) return refused(template, compiled.takeError() ?? compiled.takeDiagnostics());
      const bytes = compiler.pdf(result, { pdfStandard: 'a-2b', creationTimestamp: Math.floor(at / 1_000) });
      return { ok: true, bytes };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, why: 'template', faults: [{ file: `${template}.typ`, line: null, message }] };
    } finally {
      if (source !== undefined) compiler.unmapShadow(main);
      // Nothing of one person stays for the next paper.
      compiler.evictCache(0);
    }
  };
}
