/** What can be done by key. */
export const commands = [
  'answer',
  'answers',
  'likeCases',
  'hangup',
  'callBack',
  'hold',
  'mute',
  'pauseRecording',
  'transfer',
  'emergency',
  'callHelp',
  'finishWrapUp',
  'extendWrapUp',
  'save',
  'lock',
  'help',
] as const;
export type Command = (typeof commands)[number];

/** How each key is shown on buttons and in the cheat sheet. */
export const keyOf: Readonly<Record<Command, string>> = {
  answer: 'F2',
  answers: 'F3',
  likeCases: 'Shift+F3',
  hangup: 'F4',
  callBack: 'F7',
  hold: 'F8',
  mute: 'F9',
  pauseRecording: 'Shift+F9',
  transfer: 'F6',
  emergency: 'Shift+F6',
  callHelp: 'F1',
  finishWrapUp: 'Shift+F2',
  extendWrapUp: 'Shift+F8',
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
  // The browser's own help, which nobody misses in a conversation.
  F1: 'callHelp',
  F2: 'answer',
  F3: 'answers',
  F4: 'hangup',
  F6: 'transfer',
  F7: 'callBack',
  F8: 'hold',
  F9: 'mute',
  F10: 'lock',
};

const withShift: Readonly<Record<string, Command>> = {
  F2: 'finishWrapUp',
  F3: 'likeCases',
  F6: 'emergency',
  F8: 'extendWrapUp',
  F9: 'pauseRecording',
};

/** The command of a key press, or null. A key held down counts once; `?` typed into a field is a question mark. */
export function commandOf(press: KeyPress): Command | null {
  if (press.repeat || press.altKey) return null;
  const bare = !press.ctrlKey && !press.metaKey && !press.shiftKey;
  const shifted = press.shiftKey && !press.ctrlKey && !press.metaKey ? withShift[press.key] : undefined;
  if (shifted !== undefined) return shifted;
  const named = functionKeys[press.key];
  if (named !== undefined) return bare ? named : null;
  if (press.key === 'Enter') return press.ctrlKey || press.metaKey ? 'save' : null;
  if (press.key === '?' && !press.inField && !press.ctrlKey && !press.metaKey) return 'help';
  return null;
}
