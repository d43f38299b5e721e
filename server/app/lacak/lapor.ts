import type { LaporChoices, LaporMade } from '../../contract/lapor.ts';
import { parseEmail } from '../../domain/identity/email.ts';
import { parsePhone } from '../../domain/identity/phone.ts';
import { citizenAddress } from '../../domain/message/address.ts';
import { basisTold, consentSaid } from '../../domain/service/legal-basis.ts';
import type { Service } from '../../domain/service/service.ts';
import type { CasePublisher } from '../cases/case-publisher.ts';
import { changeCase } from '../cases/case-writer.ts';
import type { CaseIntake } from '../cases/intake.ts';
import type { CaseRecord } from '../ports/cases.ts';
import type { CaseChange, Clock, Store } from '../ports/ports.ts';
import type { SopRegistry } from '../procedures/registry.ts';
import type { Sealer } from '../shared/sealed-token.ts';
import { createPass } from './pass.ts';

export interface LaporDeps {
  readonly store: Pick<Store, 'transaction'>;
  readonly sops: SopRegistry;
  readonly intake: Pick<CaseIntake, 'openIn' | 'committed'>;
  readonly publisher: CasePublisher;
  readonly clock: Clock;
  /** Whether this office sends mail. */
  readonly mails: boolean;
  /** Makes what nobody can guess or change. */
  readonly sealer: Sealer;
}

/** What somebody wrote into the form. */
export interface WebReport {
  readonly form: string;
  readonly serviceId: string;
  readonly subject: string;
  readonly name: string;
  readonly contact: string;
  readonly place: string;
  readonly text: string;
  readonly consent: boolean;
  readonly website: string;
}

export type LaporFault =
  | { readonly field: 'serviceId' | 'subject'; readonly code: 'unknown' }
  | { readonly field: 'contact'; readonly code: 'phone_invalid' | 'email_address' }
  | { readonly field: 'consent'; readonly code: 'required' };

/** `machine`: filled in where no person writes, or sooner than one can; `over`: the form was opened too long ago. */
export type Reported =
  | {
      readonly ok: true;
      readonly ticketNumber: string;
      readonly pass: string;
      readonly followedBy: LaporMade['followedBy'];
    }
  | { readonly ok: false; readonly why: 'machine' | 'over' }
  | { readonly ok: false; readonly why: 'faults'; readonly faults: readonly LaporFault[] };

/** The web form: a citizen reports without anybody in between. */
export interface Lapor {
  choices(): LaporChoices;
  /** @param id the sender's own: told again under it, it is the same report. @throws when the database is away */
  report(id: string, report: WebReport): Promise<Reported>;
}

/** Nobody reads and fills it in sooner. */
const soonestMs = 3_000;
const longestMs = 24 * 3_600_000;

export function createLapor({ store, sops, intake, publisher, clock, mails, sealer }: LaporDeps): Lapor {
  const passes = createPass(sealer, clock.now);
  const doors = sops.services.filter(({ channel }) => channel === 'website');
  const subjectsOf = ({ id }: Service) => sops.choicesOf(id, 'subjects').filter(({ retired }) => retired !== true);

  const openedAt = (form: string): number | null => {
    try {
      const { of, at } = JSON.parse(sealer.open(form)) as { of: string; at: number };
      return of === 'lapor' ? at : null;
    } catch {
      return null;
    }
  };

  const open = (id: string, service: Service, report: WebReport, from: { address: string; masked: string }) =>
    store.transaction(async (tx) => {
      const subject = subjectsOf(service).find(({ code }) => code === report.subject);
      const opened = await intake.openIn(tx, {
        ...{ id, serviceId: service.id, receivedAt: clock.now(), from, by: null },
        text: subject ? `${subject.name.id}\n\n${report.text}` : report.text,
        callerName: report.name || null,
        address: report.place || null,
      });
      const change = opened.change && service.basis ? toldIn(opened.record, service, id) : null;
      if (change) await tx.saveCase(change);
      return { opened, change };
    });

  /** The form says on what the office works with what is written, above the button that sends it. */
  const toldIn = (record: CaseRecord, { basis }: Service, id: string): CaseChange | null => {
    if (!basis) return null;
    const at = clock.now();
    const told = { id: `${id}:basis`, at, ...basisTold(basis) };
    const said = consentSaid('given', { basis: basis.id, version: basis.version }, 'website');
    const events = basis.kind === 'consent' ? [told, { id: `${id}:consent`, at, ...said }] : [told];
    return changeCase(sops, record, events, null, at);
  };

  return {
    choices: () => ({
      services: doors.map((service) => ({
        ...{ id: service.id, name: service.name },
        basis: service.basis && { text: service.basis.text, consent: service.basis.kind === 'consent' },
        subjects: subjectsOf(service).map(({ code, name }) => ({ code, name })),
      })),
      form: sealer.seal(JSON.stringify({ of: 'lapor', at: clock.now() })),
    }),

    report: async (id, report) => {
      const since = openedAt(report.form);
      const now = clock.now();
      if (report.website !== '' || since === null || now - since < soonestMs) return { ok: false, why: 'machine' };
      if (now - since > longestMs) return { ok: false, why: 'over' };
      const service = doors.find((one) => one.id === report.serviceId);
      const from = fromOf(report.contact);
      const faults = faultsOf(report, service, from, service ? subjectsOf(service).map(({ code }) => code) : []);
      if (!service || !from || faults.length > 0) return { ok: false, why: 'faults', faults };
      const { opened, change } = await open(`lapor ${id}`, service, report, from);
      await intake.committed(opened);
      if (change) publisher.committed(change);
      const { caseId, ticketNumber } = opened.record;
      const pass = passes.give({ caseId });
      const followedBy = !from.address.includes('@') ? 'digits' : mails ? 'mail' : null;
      return { ok: true, ticketNumber, pass, followedBy };
    },
  };
}

/** Null: neither a telephone number nor an e-mail address. */
function fromOf(contact: string): { address: string; masked: string } | null {
  const email = contact.includes('@');
  if (email ? !parseEmail(contact) : !parsePhone(contact)) return null;
  const { key, masked } = citizenAddress(email ? 'email' : 'sms', contact);
  return { address: key, masked };
}

function faultsOf(
  { subject, contact, consent }: WebReport,
  service: Service | undefined,
  from: object | null,
  subjects: readonly string[],
): readonly LaporFault[] {
  const faults: LaporFault[] = [];
  if (!service) faults.push({ field: 'serviceId', code: 'unknown' });
  if (service && subject !== '' && !subjects.includes(subject)) faults.push({ field: 'subject', code: 'unknown' });
  if (!from) faults.push({ field: 'contact', code: contact.includes('@') ? 'email_address' : 'phone_invalid' });
  if (service?.basis?.kind === 'consent' && !consent) faults.push({ field: 'consent', code: 'required' });
  return faults;
}
