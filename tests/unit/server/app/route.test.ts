import { routeOf } from '../../../../server/app/messages/route.ts';
import type { CaseRecord } from '../../../../server/app/ports/cases.ts';
import type { Correspondent } from '../../../../server/app/ports/messages.ts';
import type { Service } from '../../../../server/domain/service/service.ts';

const service = (id: string, channel: Service['channel'], more: Partial<Service> = {}): Service => ({
  ...{ id, name: { id, en: id }, channel, addresses: [`no ${id}`], sopId: id, hours: 'office' },
  ...{
    catalogue: 'civil-registry',
    gateway: channel === 'phone' ? null : id,
    answersBy: null,
    basis: null,
    spoken: false,
    ...more,
  },
});
const services = [
  service('hotline', 'phone'),
  service('city', 'phone', { answersBy: 'citySms' }),
  service('chats', 'phone', { answersBy: 'whatsapp' }),
  service('firstSms', 'sms'),
  service('citySms', 'sms'),
  service('whatsapp', 'whatsapp'),
];
const mobile: Correspondent = { address: { key: '+6281234567890', masked: '' }, last: null, lastInboundAt: null };
const route = (serviceId: string, correspondent: Partial<Correspondent> = {}) => {
  const found = routeOf({ services }, { serviceId } as CaseRecord, { ...mobile, ...correspondent });
  return typeof found === 'string' ? found : `${found.channel} from ${found.from}`;
};

describe('the way to a citizen', () => {
  it.each<[string, string, Partial<Correspondent>, string]>([
    ['whose call came by a number that answers by its own SMS', 'city', {}, 'sms from no citySms'],
    ['whose call came by a number that answers by WhatsApp', 'chats', {}, 'whatsapp from no whatsapp'],
    ['whose call came by a number that names nothing', 'hotline', {}, 'sms from no firstSms'],
    [
      'who wrote meanwhile, by that door and its number',
      'city',
      { last: { serviceId: 'firstSms', ownAddress: '0811' } },
      'sms from 0811',
    ],
    [
      'who wrote by a door that is gone',
      'city',
      { last: { serviceId: 'gone', ownAddress: '0' } },
      'sms from no citySms',
    ],
    ['on a fixed line, is none', 'city', { address: { key: '+62215551234', masked: '' } }, 'no_gateway'],
  ])('%s', (_, serviceId, correspondent, expected) => {
    expect(route(serviceId, correspondent)).toBe(expected);
  });
});
