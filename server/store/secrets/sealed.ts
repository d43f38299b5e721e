import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export type Sealer = {
  /** Encrypts (AES-256-GCM): `v1.<key id>.<base64url of iv, ciphertext, tag>`. The same text never looks the same twice. */
  seal(text: string): string;
  /** Decrypts. @throws SealError */
  open(sealed: string): string;
  /** A keyed fingerprint (HMAC-SHA-256, base64url) to look an exact value up by, without storing it. */
  index(text: string): string;
  /** Whether it was sealed under the key that seals now, and not under an earlier one. */
  isCurrent(sealed: string): boolean;
  /** Base64; kept sealed beside the data, so that fingerprints stay what they are when the key changes. */
  readonly indexKey: string;
};

export interface SealerOptions {
  /** Keys that open and do not seal: the earlier one during a rotation, and the next one before it. */
  readonly others?: readonly Buffer[];
  /** As {@link Sealer.indexKey}; absent: derived from the key. */
  readonly indexKey?: string;
}

/** `wrong-key`: sealed under another key; `damaged`: not ours, cut off or changed. */
class SealError extends Error {
  readonly code: 'wrong-key' | 'damaged';

  constructor(code: 'wrong-key' | 'damaged') {
    super(code === 'wrong-key' ? 'sealed with another SIGAP_SECRET_KEY' : 'sealed text is damaged');
    this.name = 'SealError';
    this.code = code;
  }
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encryption of personal values at rest.
 * @param key 32 bytes; each use has its own key, derived from it with HKDF
 * @throws RangeError if a key is not 32 bytes long
 */
export function createSealer(key: Buffer, { others = [], indexKey: given }: SealerOptions = {}): Sealer {
  if ([key, ...others].some(({ length }) => length !== 32)) throw new RangeError('the key must be 32 bytes long');
  const sealKey = derive(key, 'sigap/seal/v1', 32);
  const indexKey = given === undefined ? derive(key, 'sigap/index/v1', 32) : Buffer.from(given, 'base64');
  const prefix = prefixOf(key);
  const opening = new Map([...others, key].map((one) => [prefixOf(one), derive(one, 'sigap/seal/v1', 32)]));

  return {
    seal(text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(prefix));
      const parts = [iv, cipher.update(text, 'utf8'), cipher.final()];
      return prefix + Buffer.concat([...parts, cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed) {
      const under = sealed.slice(0, prefix.length);
      const openKey = opening.get(under);
      if (!openKey) throw new SealError(/^v1\.[\w-]{8}\./.test(sealed) ? 'wrong-key' : 'damaged');
      const bytes = Buffer.from(sealed.slice(prefix.length), 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new SealError('damaged');
      const decipher = createDecipheriv('aes-256-gcm', openKey, bytes.subarray(0, IV_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(under)).setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        const text = decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        throw new SealError('damaged');
      }
    },
    index(text) {
      return createHmac('sha256', indexKey).update(text, 'utf8').digest('base64url');
    },
    isCurrent: (sealed) => sealed.startsWith(prefix),
    indexKey: indexKey.toString('base64'),
  };
}

/** Tells keys apart without telling anything about them. */
const prefixOf = (key: Buffer): string => `v1.${derive(key, 'sigap/key-id/v1', 6).toString('base64url')}.`;

function derive(key: Buffer, label: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), label, length));
}
