import { isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import { CalendarFault } from './faults.ts';

/** A YAML file and where each part of it stands. */
export interface LocatedYaml {
  readonly value: unknown;
  /** The line (from 1) of what a path leads to; of the nearest part around it that exists. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** @throws CalendarFault with every fault of the writing; what the values mean is not looked at */
export function readLocatedYaml(text: string, file: string): LocatedYaml {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(1, counter.linePos(offset).line);
  if (document.errors.length > 0) {
    throw new CalendarFault(
      file,
      document.errors.map(({ pos, message }) => ({
        line: lineAt(pos[0]),
        id: `bukan YAML yang benar: perbaiki penulisannya (${message})`,
        en: `this is not well-formed YAML: correct the writing (${message})`,
      })),
    );
  }
  return {
    value: document.toJS(),
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const node =
          keyOf(document.getIn(path.slice(0, length - 1), true), path[length - 1]) ??
          document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineAt(node.range[0]);
      }
      return 1;
    },
  };
}

/** The key of an entry: it stands on the line where a reader looks, even if the value begins on the next. */
function keyOf(parent: unknown, key: PropertyKey | undefined): Node | null {
  const whole = isMap(parent) ? parent : null;
  const pair = whole?.items.find((item) => String(item.key) === String(key));
  return isNode(pair?.key) ? pair.key : null;
}
