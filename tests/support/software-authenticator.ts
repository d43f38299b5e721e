import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

/** What the browser and the authenticator say; a test changes what it likes of it. */
export interface Said {
  readonly origin: string;
  readonly rpId: string;
  readonly type: string;
  readonly challenge: string;
  readonly counter: number;
  /** Bits: 1 somebody is there, 4 it is the owner. */
  readonly flags: number;
  readonly userHandle: string | undefined;
  readonly credentialId: string;
  readonly key: KeyObject;
}

interface Options {
  readonly challenge?: unknown;
  readonly user?: { readonly id: string };
}

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const present = 1 + 4;
const withKey = 64;

/** A browser with an authenticator in it (ES256), which counts its signatures. */
export function createSoftwareAuthenticator(of: { readonly origin: string; readonly rpId: string }) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(16).toString('base64url');
  let counter = 0;
  let userHandle: string | undefined;

  const clientData = ({ type, challenge, origin }: Said) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authenticatorData = ({ rpId, flags, counter: count }: Said, more: Buffer = Buffer.alloc(0)) => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(count);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counted, more]);
  };
  const said = (type: string, { challenge }: Options, over: Partial<Said>): Said => {
    counter += 1;
    const standard = { ...of, type, challenge: String(challenge), counter, flags: present, userHandle, credentialId };
    return { ...standard, key: privateKey, ...over };
  };
  const credential = { clientExtensionResults: {}, type: 'public-key' } as const;

  return {
    make(options: Options, over: Partial<Said> = {}) {
      userHandle = options.user?.id;
      const told = said('webauthn.create', options, over);
      const { x = '', y = '' } = privateKey.export({ format: 'jwk' });
      const point = (part: string) => new Uint8Array(Buffer.from(part, 'base64url'));
      const cose = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, point(x)],
        [-3, point(y)],
      ]);
      const id = Buffer.from(credentialId, 'base64url');
      const attested = Buffer.concat([
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        Buffer.from(isoCBOR.encode(cose)),
      ]);
      const authData = new Uint8Array(authenticatorData({ ...told, flags: told.flags + withKey }, attested));
      const statement = new Map<string, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]);
      return {
        ...{ ...credential, id: credentialId, rawId: credentialId },
        response: {
          clientDataJSON: clientData(told).toString('base64url'),
          attestationObject: Buffer.from(isoCBOR.encode(statement as never)).toString('base64url'),
        },
      };
    },
    answer(options: Options, over: Partial<Said> = {}) {
      const told = said('webauthn.get', options, over);
      const [client, data] = [clientData(told), authenticatorData(told)];
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), told.key);
      return {
        ...{ ...credential, id: told.credentialId, rawId: told.credentialId },
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: told.userHandle,
        },
      };
    },
  };
}
