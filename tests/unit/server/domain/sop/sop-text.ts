import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { parseSop } from '../../../../../server/domain/sop/parse.ts';

/** A procedure of two steps without a fault. */
export const good = `id: office
version: "1"
issuer: An office
document: { file: a.txt, number: null, created: null, revised: null }
title: { id: Prosedur, en: Procedure }
channels: [phone]
roles:
  agent: { id: Petugas, en: Officer, column: Petugas }
  citizen: { id: Warga, en: Citizen }
steps:
  - number: 1
    id: first
    name: { id: Satu, en: One }
    actor: agent
    budget: 30 s
    clock: call
    warn: [90 %, 50 %]
    escalate:
      - { at: 200 %, to: [agent], by: [screen] }
      - { at: 100 %, to: [citizen], by: [sms] }
    per: offerId
    starts: [call.offered, { on: call.answered, when: live }]
    ends: [intake.saved]
    drops: [offer.lapsed]
    requires: [complaint, { field: address, channels: [phone] }]
    next:
      - { to: second, on: intake.saved }
    source: { line: 3, text: Satu, time: "30" }
  - number: 2
    id: second
    name: { id: Dua, en: Two }
    actor: citizen
    budget: 2 workdays
    clock: workday
    warn: [50 %]
    starts: [intake.saved]
    ends: [solution.not_found]
    next:
      - { to: end, on: solution.not_found }
    source: { line: 4, text: Dua }
`;

export function faultsOf(text: string): FileFault {
  try {
    parseSop(text, 'office.yaml');
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
  throw new Error('the text has no fault');
}

/** `line place: the English sentence` of each. */
export const told = (text: string) =>
  faultsOf(text).faults.map(({ line, place, en }) => `${line} ${place ?? 'file'}: ${en}`);

/** The same with a third step. */
export const withStep = (more: string) => `${good}  - number: 3
    id: third
    name: { id: Tiga, en: Three }
    actor: agent
${more}
    source: { line: null }
`;
