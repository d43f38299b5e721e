import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';

/** Browsers with which somebody has logged in before. */
export interface Devices {
  /** The browser's own id, where this name has logged in with it before; else null. */
  known(request: Request, name: string): string | null;
  /** From now on it is known to belong to this name too: desks are shared between shifts. */
  remember(request: Request, response: Response, name: string): void;
}

const lifeMs = 180 * 24 * 60 * 60_000;
const namesAtMost = 8;

/**
 * Known by a cookie: an id, and for each name a proof that only we can make. It opens nothing; it says only in which
 * line a log-in waits. The names themselves do not stand in it.
 */
export function createDevices({ secret, secure }: { readonly secret: string; readonly secure: boolean }): Devices {
  const cookie = secure ? '__Host-sigap.device' : 'sigap.device';
  const pattern = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{22})((?:\\.[\\w-]{22}){0,${namesAtMost}})(?:;|$)`);
  const proofOf = (id: string, name: string) =>
    createHmac('sha256', secret).update(`device\n${id}\n${name}`).digest().subarray(0, 16).toString('base64url');
  const read = (request: Request) => {
    const [, id, proofs = ''] = pattern.exec(request.headers.cookie ?? '') ?? [];
    return id === undefined ? null : { id, proofs: proofs.split('.').slice(1) };
  };
  const holds = (proofs: readonly string[], proof: string) =>
    proofs.some((one) => timingSafeEqual(Buffer.from(one), Buffer.from(proof)));
  return {
    known: (request, name) => {
      const device = read(request);
      return device && holds(device.proofs, proofOf(device.id, name)) ? device.id : null;
    },
    remember: (request, response, name) => {
      const { id, proofs } = read(request) ?? { id: randomBytes(16).toString('base64url'), proofs: [] };
      const proof = proofOf(id, name);
      const names = [...proofs.filter((one) => one !== proof), proof].slice(-namesAtMost);
      response.cookie(cookie, [id, ...names].join('.'), {
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: '/',
        maxAge: lifeMs,
      });
    },
  };
}
