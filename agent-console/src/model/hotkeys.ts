/** What can be done by key. */
export const commands = [
  'answer',
  'hangup',
  'callBack',
  'hold',
  'mute',
  'transfer',
  'emergency',
  'save',
  'lock',
  'help',
] as const;
export type Command = (typeof commands)[number];

/** How each key is shown on buttons and in the cheat sheet. */
export const keyOf: Readonly<Record<Command, string>> = {
  answer: 'F2',
  hangup: 'F4',
  callBack: 'F7',
  hold: 'F8',
  mute: 'F9',
  transfer: 'F6',
  emergency: 'Shift+F6',
  save: 'Ctrl+Enter',
  lock: 'F10',
  help: '?',
};

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
  /** The press went into a field where text is typed. */
  readonly inField: boolean;
}

const functionKeys: Readonly<Record<string, Command>> = {
  F2: 'answer',
  F4: 'hangup',
  F6: 'transfer',
  F7: 'callBack',
  F8: 'hold',
  F9: 'mute',
  F10: 'lock',
};

/** The command of a key press, or null. A key held down counts once; `?` typed into a field is a question mark. */
export function commandOf(press: KeyPress): Command | null {
  if (press.repeat || press.altKey) return null;
  const bare = !press.ctrlKey && !press.metaKey && !press.shiftKey;
  if (press.key === 'F6' && press.shiftKey && !press.ctrlKey && !press.metaKey) return 'emergency';
  const named = functionKeys[press.key];
  if (named !== undefined) return bare ? named : null;
  if (press.key === 'Enter') return press.ctrlKey || press.metaKey ? 'save' : null;
  if (press.key === '?' && !press.inField && !press.ctrlKey && !press.metaKey) return 'help';
  return null;
}
