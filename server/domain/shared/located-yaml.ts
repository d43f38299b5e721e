import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { type Fault, FileFault } from './file-fault.ts';

/** A YAML file read as data, with the line on which each part of it stands. */
export interface LocatedYaml {
  readonly value: unknown;
  /** The line (from 1) of what stands at the path; of the nearest that holds it, when nothing stands there. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML and remembers where everything stood.
 * @param file its name, for the faults
 * @throws FileFault with every fault of the writing; what the values mean is not looked at
 */
export function readYaml(text: string, file: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0) {
    throw new FileFault(
      file,
      document.errors.map(({ pos, message }) => notYaml(at(pos[0]), message)),
    );
  }
  return { value: contentsOf(document, file), lineOf: (path) => at(offsetOf(document, path)) };
}

/** A file may not name one part so often that it would fill the memory. */
function contentsOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new FileFault(file, [notYaml(1, error instanceof Error ? error.message : String(error))]);
  }
}

const notYaml = (line: number, message: string): Fault => ({
  line,
  id: `Bukan YAML yang benar: perbaiki penulisannya (${message}).`,
  en: `This is not well-formed YAML: correct the writing (${message}).`,
});

/** The key of an entry counts: it stands on the line where a reader looks, even if the value begins on the next. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(key),
      );
      if (!pair) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number' && node.items[key] !== undefined) {
      node = node.items[key];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

const startOf = (node: unknown): number | undefined => (node as ParsedNode | null)?.range?.[0];
