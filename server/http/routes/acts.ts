import { Router } from 'express';
import type { ActResult, CaseActs } from '../../app/cases/case-acts.ts';
import type { CaseDetails } from '../../app/cases/case-detail.ts';
import type { CaseIntake } from '../../app/cases/intake.ts';
import type { CaseRecord, Clock } from '../../app/ports/ports.ts';
import type { SopRegistry } from '../../app/procedures/registry.ts';
import { deskChannels, type OpenReport } from '../../contract/acts.ts';
import { checkNik } from '../../domain/identity/nik.ts';
import { maskPhone, parsePhone } from '../../domain/identity/phone.ts';
import { commandId } from '../command-id.ts';
import { HttpProblem, invalid } from '../problem.ts';
import { mount } from '../route.ts';

export interface ActRoutesDeps {
  readonly acts: CaseActs;
  readonly intake: CaseIntake;
  readonly detail: CaseDetails;
  readonly sops: SopRegistry;
  readonly clock: Clock;
}

/** What may be in the future of a report's moment: two clocks are never quite alike. */
const aheadAtMostMs = 60_000;

/** Acts on cases of any procedure, and intake that come without a call. */
export function actRoutes({ acts, intake, detail, sops, clock }: ActRoutesDeps): Router {
  const router = Router();

  mount(router, 'act', async ({ params, body, actor, request }) => {
    const result = await acts.perform(actor, params.caseId, body.event, body.fields, commandId(request));
    return detail(recordOf(result), actor);
  });

  mount(router, 'services', () => ({
    services: sops.services.map(({ id, name, channel, sopId }) => ({
      id,
      name,
      channel,
      sop: sops.current(sopId).title,
    })),
  }));

  mount(router, 'openReport', async ({ body, actor, request }) => {
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
  readonly code: string;
  readonly message: string;
}

function faultsOf(report: OpenReport, { services }: SopRegistry, now: number): Fault[] {
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

function recordOf(result: ActResult): CaseRecord {
  if (result.ok) return result.record;
  switch (result.kind) {
    case 'not-found':
      throw new HttpProblem(404, 'not_found', 'There is no such case.');
    case 'forbidden':
      throw new HttpProblem(403, 'not_allowed', 'This step is somebody else’s.');
    case 'rejected':
      throw new HttpProblem(409, result.rejection, 'This cannot be done to the case now.');
    case 'invalid':
      throw invalid(
        result.faults.map(({ field, code }) => ({
          field: `fields.${field}`,
          code,
          message: code === 'required' ? 'This has to be filled in first.' : 'This is not valid.',
        })),
      );
  }
}
