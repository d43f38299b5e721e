import { fileTypeFromBuffer } from 'file-type';

/** How many bytes of the beginning are looked at. */
export const headBytes = 4_100;

/** What a file is by its beginning; null: nothing that is known by it, such as a text or a page. */
export async function mediaTypeOf(head: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  return found?.mime ?? null;
}
