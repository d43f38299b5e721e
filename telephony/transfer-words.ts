import type { TransferMode, TransferTarget } from './events.ts';

/** A transfer as it is written on a leg of an exchange, and read there again: `id~mode~kind~where`. */
export interface TransferWords {
  /** Digits. */
  readonly id: string;
  readonly mode: TransferMode;
  readonly target: TransferTarget;
}

export const wordsOf = (id: string, mode: TransferMode, target: TransferTarget): string =>
  [id, mode, target.kind, target.kind === 'phone' ? target.extension : target.kind === 'outside' ? target.id : ''].join(
    '~',
  );

/** Null: none of ours. */
export function readWords(text: string | null | undefined): TransferWords | null {
  const found = /^(\d{1,16})~(blind|consult|move|overflow)~(phone|queue|outside)~([A-Za-z0-9-]{0,24})$/.exec(
    text ?? '',
  );
  if (!found) return null;
  const [, id = '', mode, kind, where = ''] = found;
  const target: TransferTarget =
    kind === 'queue' ? { kind } : kind === 'phone' ? { kind, extension: where } : { kind: 'outside', id: where };
  return { id, mode: mode as TransferMode, target };
}
