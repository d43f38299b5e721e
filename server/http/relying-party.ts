import type { Request } from 'express';
import type { RelyingParty } from '../app/people/passkeys.ts';
import { HttpProblem } from './problem.ts';

/** Passkeys are of a host name, which no address in figures is, and of https, but for a browser on this very machine. */
export type PartyOf = (request: Request) => RelyingParty | null;

/** @param publicUrl as people's browsers know us; absent: only `localhost` has passkeys */
export function createPartyOf(publicUrl: string | undefined): PartyOf {
  if (publicUrl !== undefined) {
    const { origin, protocol, hostname } = new URL(publicUrl);
    const named = /[a-z]/i.test(hostname) && !hostname.startsWith('[');
    const party = named && (protocol === 'https:' || hostname === 'localhost') ? { id: hostname, origin } : null;
    return () => party;
  }
  // No other site can have a browser say so of itself.
  return (request) => {
    const host = request.headers.host ?? '';
    return /^localhost(?::\d+)?$/.test(host) ? { id: 'localhost', origin: `http://${host}` } : null;
  };
}

/** @throws HttpProblem where there can be none */
export function needParty(partyOf: PartyOf, request: Request): RelyingParty {
  const party = partyOf(request);
  if (party) return party;
  throw new HttpProblem(409, 'passkeys_unavailable', 'Passkeys need https and a host name: see PUBLIC_URL.');
}
