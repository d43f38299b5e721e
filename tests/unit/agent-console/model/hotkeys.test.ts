import { commandOf, type KeyPress } from '../../../../agent-console/src/model/hotkeys.ts';

describe('keys', () => {
  const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    repeat: false,
    inField: false,
    ...change,
  });

  it('work the telephone wherever the focus is', () => {
    const found = ['F1', 'F2', 'F4', 'F6', 'F8', 'F9', 'F10'].map((key) => commandOf(press(key, { inField: true })));
    expect(found).toEqual(['callHelp', 'answer', 'hangup', 'transfer', 'hold', 'mute', 'lock']);
  });

  it('hand over to the emergency number with two at once, and not with one', () => {
    expect(commandOf(press('F6', { shiftKey: true, inField: true }))).toBe('emergency');
    expect(commandOf(press('F6', { shiftKey: true, repeat: true }))).toBeNull();
    expect(commandOf(press('F6', { shiftKey: true, ctrlKey: true }))).toBeNull();
  });

  it('count once when held down, and mean something else with another key', () => {
    expect(commandOf(press('F4', { repeat: true }))).toBeNull();
    expect(commandOf(press('F4', { altKey: true }))).toBeNull();
    expect(commandOf(press('F2', { ctrlKey: true }))).toBeNull();
  });

  it('save with Ctrl+Enter, and leave Enter and a typed question mark to the field', () => {
    expect(commandOf(press('Enter', { ctrlKey: true, inField: true }))).toBe('save');
    expect(commandOf(press('Enter', { inField: true }))).toBeNull();
    expect(commandOf(press('?', { shiftKey: true }))).toBe('help');
    expect(commandOf(press('?', { shiftKey: true, inField: true }))).toBeNull();
  });
});
