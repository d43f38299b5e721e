/** What every call has here: the leg of whoever called us, or the name under which we placed it (`out-…`). */
const key = '(CA[0-9a-f]{32}|out-[0-9a-z][0-9a-z-]{0,59})';
const wholeKey = new RegExp(`^${key}$`);
const roomName = new RegExp(`^sigap-${key}(?:_(\\d{1,16}))?$`);

export const isKey = (text: unknown): text is string => typeof text === 'string' && wholeKey.test(text);

/**
 * The room of a call: named after its key, which is not personal, so that it can be found again. `again`: of a room that a
 * caller is led to out of his first one, which may be closing still.
 */
export const roomOf = (key: string, again?: string) => (again === undefined ? `sigap-${key}` : `sigap-${key}_${again}`);

/** Where a caller was led to; null: it is his first room. */
export const markOf = (room: string | null | undefined) => roomName.exec(room ?? '')?.[2] ?? null;

/** Of the room of one who was asked whether he wants to be called back: ids of transfers are epoch ms, a digit less. */
export const askedMark = (now: number) => `9${now}`;
export const isAskedMark = (mark: string | null) => /^9\d{13}$/.test(mark ?? '');

/** Whose room it is; null when it is none of ours. */
export const callerOf = (room: string | null | undefined) => roomName.exec(room ?? '')?.[1] ?? null;
