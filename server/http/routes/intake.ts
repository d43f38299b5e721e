import { Router } from 'express';
import type { CaseDetails } from '../../app/cases/case-detail.ts';
import type { CaseIntake } from '../../app/cases/intake.ts';
import type { Clock } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import { deskChannels, type TakeIntake } from '../../contract/actions.ts';
import type { FieldCode } from '../../contract/problems.ts';
import { checkNik } from '../../domain/identity/nik.ts';
import { maskPhone, parsePhone } from '../../domain/identity/phone.ts';
import { commandId } from '../command-id.ts';
import { invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface IntakeRoutesDeps {
  readonly intake: CaseIntake;
  readonly detail: CaseDetails;
  readonly sops: SopRegistry;
  readonly clock: Clock;
}

/** What may be in the future of a report's moment: two clocks are never quite alike. */
const aheadAtMostMs = 60_000;

/** The doors by which citizens come, and what is taken down of those who come without a call. */
export function intakeRoutes({ intake, detail, sops, clock }: IntakeRoutesDeps): Router {
  const router = Router();

  mount(router, 'services', () => ({
    services: sops.services.map(({ id, name, channel, sopId }) => ({
      id,
      name,
      channel,
      sop: sops.current(sopId).title,
    })),
  }));

  mount(router, 'takeIntake', async ({ body, actor, request }) => {
    const faults = faultsOf(body, sops, clock.now());
    if (faults.length > 0) throw invalid(faults);
    const number = body.phone ? parsePhone(body.phone) : null;
    const record = await intake.open({
      // Keys are the clients' own, and each of them has its own intake.
      id: `${commandId(request)}:${actor.userId}`,
      serviceId: body.serviceId,
      receivedAt: body.receivedAt ?? clock.now(),
      text: body.complaint,
      callerName: body.callerName || null,
      address: body.address || null,
      nik: body.nik || null,
      from: number && { address: number.e164, masked: maskPhone(number.e164) },
      by: { userId: actor.userId, isAgent: actor.role === 'agent' },
    });
    return detail(record, actor);
  });

  return router;
}

interface Fault {
  readonly field: string;
  readonly code: FieldCode;
  readonly message: string;
}

function faultsOf(report: TakeIntake, { services }: SopRegistry, now: number): Fault[] {
  const { serviceId, nik, phone, receivedAt } = report;
  const service = services.find(({ id }) => id === serviceId);
  const faults: Fault[] = [];
  if (!service) faults.push({ field: 'serviceId', code: 'unknown', message: 'No such service.' });
  else if (!(deskChannels as readonly string[]).includes(service.channel))
    faults.push({ field: 'serviceId', code: 'not_by_hand', message: 'What comes by this service opens its own case.' });
  const checked = nik ? checkNik(nik) : null;
  if (checked && !checked.ok)
    faults.push({ field: 'nik', code: checked.errors[0] ?? 'invalid', message: 'This is not a NIK.' });
  if (phone && !parsePhone(phone))
    faults.push({ field: 'phone', code: 'phone_invalid', message: 'This is not a telephone number.' });
  if (receivedAt !== undefined && receivedAt > now + aheadAtMostMs)
    faults.push({ field: 'receivedAt', code: 'in_the_future', message: 'This has not been yet.' });
  return faults;
}
