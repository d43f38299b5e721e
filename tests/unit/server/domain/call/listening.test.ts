import type { CallState } from '../../../../../server/domain/call/call.ts';
import { type ListenAsk, refusalOfListening } from '../../../../../server/domain/call/listening.ts';

const offer = (extension: string) => ({ offerId: `leg-${extension}`, extension, at: 1 });
const call: CallState = {
  ...{ callId: 'a-1', dnis: 'hotline', arrivedAt: 0, queue: 'hotline', queuedAt: 0, offers: [] },
  ...{ answered: offer('101'), heldSince: null, ended: null },
};
const ask: ListenAsk = { can: true, call, taken: false, extension: '103', reachable: true, busy: false };

it('lets a supervisor listen to an agent who talks, on hold too, and on a call that the office placed', () => {
  expect(refusalOfListening(ask)).toBeNull();
  expect(refusalOfListening({ ...ask, call: { ...call, heldSince: 5 } })).toBeNull();
  expect(refusalOfListening({ ...ask, call: { ...call, dialled: { extension: '101', at: 3 } } })).toBeNull();
});

it.each<[why: string, change: Partial<ListenAsk>]>([
  ['listen_unsupported', { can: false }],
  ['no_telephone', { extension: null }],
  ['call_over', { call: null }],
  ['call_over', { call: { ...call, ended: { at: 9, by: 'caller' } } }],
  ['nobody_talks', { call: { ...call, answered: null, offers: [offer('101')] } }],
  ['nobody_talks', { call: { ...call, releasedAt: 7, outside: '112' } }],
  ['listen_to_oneself', { extension: '101' }],
  ['listened_already', { taken: true }],
  ['telephone_unreachable', { reachable: false, busy: true }],
  ['in_another_call', { busy: true }],
])('is refused as %s with %j', (why, change) => {
  expect(refusalOfListening({ ...ask, ...change })).toBe(why);
});
