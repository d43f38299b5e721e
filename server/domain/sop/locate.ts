import { type Document, isMap, isPair, isScalar, isSeq, LineCounter, type ParsedNode, parseDocument } from 'yaml';

/** A file read as data, with the line on which each part of it stands. */
export interface LocatedYaml {
  readonly value: unknown;
  /** What is no YAML, with its line; then nothing else can be said of the file. */
  readonly errors: readonly { readonly line: number; readonly message: string }[];
  /** The line (from 1) of what stands at the path; of the nearest that holds it, when nothing stands there. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Reads YAML and remembers where everything stood. */
export function readYaml(text: string): LocatedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line);
  return {
    value: document.errors.length > 0 ? null : document.toJS(),
    errors: document.errors.map(({ pos, message }) => ({ line: at(pos[0]), message })),
    lineOf: (path) => at(offsetOf(document, path)),
  };
}

function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
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
