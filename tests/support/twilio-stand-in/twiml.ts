import { readFileSync } from 'node:fs';

type Rule = string | readonly string[] | { readonly words: readonly string[] };
interface Facts {
  readonly elements: Readonly<
    Record<
      string,
      {
        /** Where Twilio says so, of what is not plain. */
        readonly about?: string;
        readonly in: readonly string[];
        readonly text?: number;
        readonly attributes: Readonly<Record<string, Rule>>;
      }
    >
  >;
  readonly last: readonly string[];
  readonly whileWaiting: readonly string[];
  readonly voices: Readonly<Record<string, readonly string[]>>;
  readonly largestDocumentBytes: number;
}
const facts = JSON.parse(readFileSync(new URL('../../fixtures/twilio/twiml.json', import.meta.url), 'utf8')) as Facts;

export interface Verb {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Verb[];
}

/** Reads a TwiML document. @throws when it is not well formed. */
export function readTwiml(xml: string): Verb {
  const pattern = /<\?[^>]*\?>|<\/([A-Za-z]+)\s*>|<([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  type Open = { name: string; attributes: Record<string, string>; text: string; children: Verb[] };
  const root: Open = { name: '', attributes: {}, text: '', children: [] };
  const open: Open[] = [root];
  while (pattern.lastIndex < xml.length) {
    const from = pattern.lastIndex;
    const match = pattern.exec(xml);
    if (!match) throw new Error(`no XML from ${JSON.stringify(xml.slice(from, from + 40))} on`);
    const [, closed, begun, attributes = '', selfClosed, text] = match;
    const top = open.at(-1) as Open;
    if (text !== undefined) top.text += plain(text);
    if (begun !== undefined) {
      const verb: Open = { name: begun, attributes: attributesIn(attributes), text: '', children: [] };
      top.children.push(verb);
      if (selfClosed === '') open.push(verb);
    }
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
  }
  const [document, second] = root.children;
  if (open.length !== 1 || !document || second || root.text.trim() !== '') throw new Error('no single document');
  return document;
}

const attributesIn = (text: string) =>
  Object.fromEntries([...text.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value ?? '')]));

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
function plain(text: string): string {
  return text.replace(/&(?:(\w+)|#(\d+)|(.?));?/g, (whole, name: string | undefined, code: string | undefined) => {
    const sign = name ? signs[name] : code ? String.fromCodePoint(Number(code)) : undefined;
    if (sign === undefined || !whole.endsWith(';')) throw new Error(`${whole} is no entity`);
    return sign;
  });
}

/**
 * What Twilio would not accept in this document, in words; none when it is right.
 * @param waiting whether it is what a caller hears who waits or is held: fewer verbs then
 */
export function faultsIn(xml: string, { waiting = false } = {}): string[] {
  let document: Verb;
  try {
    document = readTwiml(xml);
  } catch (error) {
    return [String(error)];
  }
  const faults: string[] = [];
  if (Buffer.byteLength(xml) > facts.largestDocumentBytes) faults.push('the document is too large');
  if (document.name !== 'Response') faults.push(`the document is a <${document.name}>`);
  const look = (verb: Verb, parent: string | null) => {
    const rule = facts.elements[verb.name];
    if (!rule) return void faults.push(`there is no <${verb.name}>`);
    if (parent !== null && !rule.in.includes(parent)) faults.push(`<${verb.name}> in <${parent}>`);
    if (rule.text === undefined ? verb.text.trim() !== '' : verb.text.length > rule.text)
      faults.push(`the text of <${verb.name}>`);
    if (rule.text !== undefined && verb.text.trim() === '') faults.push(`<${verb.name}> is empty`);
    for (const [name, value] of Object.entries(verb.attributes)) {
      const allowed = rule.attributes[name];
      if (allowed === undefined || !fits(allowed, value)) faults.push(`<${verb.name} ${name}="${value}">`);
    }
    const { voice, language } = verb.attributes;
    if (voice !== undefined && !facts.voices[language ?? '']?.includes(voice))
      faults.push(`no voice ${voice} for ${language}`);
    for (const child of verb.children) look(child, verb.name);
  };
  look(document, null);
  document.children.forEach(({ name }, index) => {
    if (facts.last.includes(name) && index < document.children.length - 1)
      faults.push(`nothing is done after <${name}>`);
    if (waiting && !facts.whileWaiting.includes(name)) faults.push(`<${name}> cannot be heard while waiting`);
  });
  return faults;
}

function fits(rule: Rule, value: string): boolean {
  if (typeof rule !== 'string') {
    return 'words' in rule ? value.split(' ').every((word) => rule.words.includes(word)) : rule.includes(value);
  }
  switch (rule) {
    case 'boolean':
      return /^(true|false)$/.test(value);
    case 'count':
      return /^\d{1,5}$/.test(value);
    case 'method':
      return /^(GET|POST)$/.test(value);
    case 'url':
      return URL.canParse(value) && /^https?:/.test(value);
    case 'language':
      return value in facts.voices;
    default:
      return value !== '';
  }
}
