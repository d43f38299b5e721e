/** A section of an Asterisk configuration file with what its templates give it; a key may come more than once. */
export interface AsteriskSection {
  readonly name: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads sections as Asterisk does: `[name](template)`, `[name](!)` is a template only, a later value wins where a key is
 * asked for with `last`. Comments go; `=` and `=>` are the same.
 */
export function asteriskSections(...files: readonly string[]): AsteriskSection[] {
  const templates = new Map<string, AsteriskSection>();
  const sections: AsteriskSection[] = [];
  let values = new Map<string, string[]>();
  for (const raw of files.join('\n').split('\n')) {
    const line = raw.replace(/(^|[^\\]);.*$/, '$1').trim();
    const head = /^\[([^\]]+)\](?:\(([^)]*)\))?$/.exec(line);
    if (head) {
      const [, name = '', given = ''] = head;
      values = new Map();
      const marks = given.split(',').map((mark) => mark.trim());
      for (const mark of marks) {
        for (const [key, inherited] of templates.get(mark)?.values ?? []) values.set(key, [...inherited]);
      }
      const section = { name, values };
      if (marks.includes('!')) templates.set(name, section);
      else sections.push(section);
      continue;
    }
    const [, key, value] = /^([\w()-]+)\s*=>?\s*(.*)$/.exec(line) ?? [];
    if (key) values.set(key, [...(values.get(key) ?? []), value ?? '']);
  }
  return sections;
}

export const last = (section: AsteriskSection, key: string): string | undefined => section.values.get(key)?.at(-1);
