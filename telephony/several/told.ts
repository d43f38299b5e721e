import type { CallEvent, CallSnapshot, ExchangeEvent, ExchangeSnapshot, TransferTarget } from '../events.ts';

/** From an exchange's own number of a telephone to the office's. */
type Office = (local: string) => string;

/** What an exchange tells, in the office's numbers, and with its name where it speaks of itself. Pure. */
export function toldInOffice(event: ExchangeEvent, exchange: string, office: Office): ExchangeEvent {
  switch (event.type) {
    case 'link.up':
    case 'link.down':
      return { ...event, exchange };
    case 'exchange.snapshot':
      return snapshot(event, exchange, office);
    case 'phone.reachable':
    case 'phone.unreachable':
      return { ...event, extension: office(event.extension) };
    case 'call.offered':
    case 'offer.lapsed':
    case 'call.answered':
    case 'call.released':
    case 'call.transfer':
      return ofCall(event, office);
    default:
      return event;
  }
}

function ofCall<E extends CallEvent>(event: E, office: Office): E {
  if (event.type === 'call.transfer') return { ...event, ...handing(event, office) };
  return 'extension' in event ? { ...event, extension: office(event.extension as string) } : event;
}

const handing = (of: { readonly extension: string | null; readonly target: TransferTarget }, office: Office) => ({
  extension: of.extension === null ? null : office(of.extension),
  target: of.target.kind === 'phone' ? { ...of.target, extension: office(of.target.extension) } : of.target,
});

function snapshot(told: ExchangeSnapshot, exchange: string, office: Office): ExchangeSnapshot {
  const there = <T extends { readonly extension: string }>(of: T): T => ({ ...of, extension: office(of.extension) });
  const call = (of: CallSnapshot): CallSnapshot => ({
    ...of,
    offers: of.offers.map(there),
    answered: of.answered && there(of.answered),
    ...(of.transfer && { transfer: { ...of.transfer, ...handing(of.transfer, office) } }),
  });
  const { rangInVain, history } = told;
  return {
    ...told,
    exchange,
    calls: told.calls.map(call),
    members: told.members.map(there),
    reachable: told.reachable.map(office),
    ...(rangInVain && { rangInVain: rangInVain.map(office) }),
    ...(history && {
      history: {
        ...history,
        calls: history.calls.map((logged) => ({
          ...logged,
          events: logged.events.map((event) => ofCall(event, office)),
        })),
      },
    }),
  };
}
