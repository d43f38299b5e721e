import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { type Fault, FileFault } from './file-fault.ts';

/** A YAML file read as data, with the line on which each part of it stands. */
export interface LocatedYaml {
  readonly value: unknown;
  /** The line (from 1) of what stands at the path; of the nearest that holds it, when nothing stands there. */
  lineOf(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML and remembers where everything stood, in time that grows with the length of the text alone: it may come from
 * somebody who means no good.
 * @param file its name, for the faults
 * @throws FileFault with every fault of the writing; what the values mean is not looked at
 */
export function readYaml(text: string, file: string): LocatedYaml {
  const lines = new LineCounter();
  // The parser's own look for keys that stand twice compares each with each.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const at = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const pairs = pairsOf(document);
  const wrong = [
    ...document.errors.map(({ pos, message }) => ({ offset: pos[0], message })),
    ...pairs.twice.map((offset) => ({ offset, message: 'Map keys must be unique' })),
  ];
  if (wrong.length > 0) {
    throw new FileFault(
      file,
      wrong.map(({ offset, message }) => notYaml(at(offset), message)),
    );
  }
  return { value: contentsOf(document, file), lineOf: (path) => at(offsetOf(document, path, pairs.of)) };
}

interface Pairs {
  /** The entries of every mapping, by their keys as texts. */
  readonly of: ReadonlyMap<YAMLMap, ReadonlyMap<string, Pair>>;
  /** Where a key stands that its mapping has already. */
  readonly twice: readonly number[];
}

function pairsOf(document: Document.Parsed): Pairs {
  const of = new Map<YAMLMap, Map<string, Pair>>();
  const twice: number[] = [];
  visit(document, {
    Map(_, map) {
      const known = new Map<string, Pair>();
      for (const pair of map.items) {
        const key = isScalar(pair.key) ? String(pair.key.value) : null;
        if (key === null) continue;
        if (known.has(key)) twice.push(startOf(pair.key) ?? 0);
        else known.set(key, pair);
      }
      of.set(map, known);
    },
  });
  return { of, twice };
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
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[], pairs: Pairs['of']): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = pairs.get(node)?.get(String(key));
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
