import type { MediaFetched } from '../media.ts';
import type { Media } from '../port.ts';
import { fetchAgain, type Handled, type MailAt } from './box.ts';
import { type MailBox, nameOf } from './imap.ts';
import type { Mail, MailReader } from './mail.ts';

export interface FilesAgainOptions {
  readonly boxes: readonly MailBox[];
  readonly handled: Handled;
  readonly mostBytes: number;
  readonly timeoutMs: number;
  readonly reader: MailReader;
  readonly now: () => number;
}

type Files = Awaited<ReturnType<MailReader['files']>>;

/** The files of a mail are usually asked for one after the other. */
const keptMs = 60_000;

/**
 * Files of mails are not kept twice: each has an address that leads to its mail, which is fetched again from its box when
 * somebody takes the file. One mail at a time, so that the memory that they take is bounded.
 */
export function createFilesAgain({ boxes, handled, mostBytes, timeoutMs, reader, now }: FilesAgainOptions) {
  let last: { readonly key: string; readonly at: number; readonly files: Promise<Files | null> } | null = null;
  let line: Promise<unknown> = Promise.resolve();

  const filesOf = (key: string, asked: Parameters<typeof fetchAgain>[0]): Promise<Files | null> => {
    if (last?.key === key && now() - last.at < keptMs) return last.files;
    const files = line.then(async () => {
      const raw = await fetchAgain(asked, { handled, mostBytes, timeoutMs });
      return raw && reader.files(raw);
    });
    line = files.catch(() => {});
    last = { key, at: now(), files };
    // A server that was away is asked anew.
    files.catch(() => {
      last = null;
    });
    setTimeout(() => {
      if (last?.files === files) last = null;
    }, keptMs).unref();
    return files;
  };

  return {
    /** Where the files of a mail are fetched. */
    media: ({ box, validity, uid }: MailAt, mail: Mail | null): readonly Media[] =>
      (mail?.files ?? []).map(({ contentType, name }, index) => {
        const query = new URLSearchParams({
          ...{ box: nameOf(box), validity, uid: String(uid), file: String(index), name },
          ...(mail?.messageId && { id: mail.messageId }),
        });
        return { url: `mail:?${query}`, contentType };
      }),

    fetch: async (url: string): Promise<MediaFetched> => {
      const query = new URLSearchParams(url.replace(/^mail:\?/, ''));
      const box = boxes.find((one) => nameOf(one) === query.get('box'));
      if (!box) return { ok: false, kind: 'refused', reason: 'a mailbox that is none of ours' };
      const asked = {
        box,
        validity: query.get('validity') ?? '',
        uid: Number(query.get('uid')),
        messageId: query.get('id'),
      };
      try {
        const files = await filesOf(`${asked.validity} ${nameOf(box)} ${asked.uid}`, asked);
        if (files && !files.ok && files.why === 'away')
          return { ok: false, kind: 'away', reason: 'nobody can read mail now' };
        const bytes = files?.ok ? files.read[Number(query.get('file'))] : undefined;
        if (!bytes) return { ok: false, kind: 'gone', reason: 'the mail is in its box no more' };
        return { ok: true, body: oneChunk(bytes) };
      } catch {
        return { ok: false, kind: 'away', reason: 'the mailbox does not answer' };
      }
    },
  };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
