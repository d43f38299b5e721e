import { readFileSync } from 'node:fs';
import { parseServices } from '../../../../../server/domain/service/parse.ts';
import { answeringService, serviceAt } from '../../../../../server/domain/service/service.ts';
import { FileFault } from '../../../../../server/domain/shared/file-fault.ts';
import { shipped, sopNames } from '../../../../support/sops.ts';

const known = {
  sops: new Map(sopNames.map((name) => [name, shipped(name).channels])),
  calendars: new Set(['office', 'hotline-24h']),
  catalogues: new Set(['civil-registry', 'city-hotline', 'district']),
};
const parse = (text: string) => parseServices(text, 'services.yaml', known);
const faultsOf = (text: string) => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FileFault) return error.faults.map(({ line, en }) => `${line}: ${en}`);
    throw error;
  }
  return [];
};
const hotline = `services:
  - id: hotline
    name: { id: Hotline, en: Hotline }
    channel: phone
    sop: surabaya
    hours: hotline-24h
`;
const more = (lines: string) => `${hotline}${lines.replace(/^/gm, '    ').replace('   ', '  -')}`;

it('finds no fault in the services that are shipped', () => {
  const text = readFileSync(new URL('../../../../../server/services/services.yaml', import.meta.url), 'utf8');
  const services = parse(text);
  expect(new Set(services.map(({ sopId }) => sopId))).toEqual(new Set(sopNames));
  expect(serviceAt(services, 'whatsapp', '+62811')?.id).toBe('whatsapp');
});

it('names the line of every fault, and what to do', () => {
  const text = more('id: hotline\nname: { id: A, en: B }\nchannel: sms\nsop: surabaya\nhours: never\n');
  expect(faultsOf(text)).toEqual([
    '7: hotline is written twice: remove one of them',
    '9: SOP surabaya is not for the channel sms but for phone: choose another',
    '11: there is no never; there are: office, hotline-24h',
  ]);
});

it.each([
  [
    'no SOP of that name',
    more('id: b\nname: { id: A, en: B }\nchannel: sms\nsop: jogja\nhours: office\n'),
    /^10: there is no jogja/,
  ],
  [
    'a channel nobody knows',
    more('id: b\nname: { id: A, en: B }\nchannel: fax\nsop: online\nhours: office\n'),
    /^9: services.1.channel/,
  ],
  ['a field nobody knows', `${hotline}    colour: red\n`, /^2: services.0/],
  [
    'two that take any number',
    more('id: b\nname: { id: A, en: B }\nchannel: phone\nsop: depok\nhours: office\n'),
    /^9: phone \(\*\) is written twice/,
  ],
  [
    'no hotline',
    hotline.replace('phone', 'sms').replace('surabaya', 'semarang'),
    /^null: no service has the channel phone/,
  ],
  [
    'answers by a service that carries no messages to a telephone number',
    more('id: b\nname: { id: A, en: B }\nchannel: sms\nsop: semarang\nhours: office\nanswers_by: hotline\n'),
    /^12: there is no hotline; there are: $/,
  ],
  ['no YAML', 'services: [', /^1: This is not well-formed YAML/],
])('refuses %s', (_, text, fault) => {
  expect(faultsOf(text)).toEqual([expect.stringMatching(fault)]);
});

it('gives an address to the service that names it, any other to the one that names none', () => {
  const services = parse(
    more('id: depok\nname: { id: A, en: B }\nchannel: phone\naddresses: ["150"]\nsop: depok\nhours: office\n'),
  );
  expect(serviceAt(services, 'phone', '150')?.id).toBe('depok');
  expect(serviceAt(services, 'phone', '112')?.id).toBe('hotline');
  expect(serviceAt(services, 'phone', null)?.id).toBe('hotline');
  expect(serviceAt(services, 'email', 'a@b')).toBeNull();
});

it.each(['08111232222', '+628111232222', '628111232222', '0811-1232-222', 'sip:08111232222@trunk.example'])(
  'knows the number 08-111-23-2222 of the file in the form %s',
  (signalled) => {
    const services = parse(
      readFileSync(new URL('../../../../../server/services/services.yaml', import.meta.url), 'utf8'),
    );
    expect(serviceAt(services, 'phone', signalled)?.sopId).toBe('depok');
    expect(serviceAt(services, 'phone', '0298711585')?.sopId).toBe('bandungan');
    expect(serviceAt(services, 'phone', '0315312144')?.sopId).toBe('surabaya');
    expect(serviceAt(services, 'phone', 'hotline')?.sopId).toBe('surabaya');
  },
);

it('refuses one number that two services write in two ways', () => {
  const door = (id: string, number: string) =>
    `  - { id: ${id}, name: { id: A, en: B }, channel: phone, addresses: ["${number}"], sop: depok, hours: office }\n`;
  expect(faultsOf(hotline + door('b', '0811 1232 222') + door('c', '+628111232222'))).toEqual([
    '8: +628111232222 is written twice: remove one of them',
  ]);
});

describe('a caller is answered', () => {
  const text = (id: string, channel: string, sop: string, rest = '') =>
    `  - { id: ${id}, name: { id: A, en: B }, channel: ${channel}, sop: ${sop}, hours: office${rest} }\n`;
  const services = parse(
    [
      'services:\n',
      text('hotline', 'phone', 'surabaya'),
      text('city', 'phone', 'depok', ", addresses: ['150'], answers_by: second"),
      text('district', 'phone', 'bandungan', ", addresses: ['711585']"),
      text('mute', 'sms', 'semarang', ", addresses: ['1']"),
      text('first', 'sms', 'semarang', ", addresses: ['2'], gateway: a"),
      text('second', 'sms', 'semarang', ", addresses: ['3'], gateway: b"),
      text('districts', 'sms', 'bandungan', ", addresses: ['4'], gateway: c"),
    ].join(''),
  );
  const by = (id: string) =>
    answeringService(
      services,
      services.find((one) => one.id === id),
    )?.id;

  it('from the service that the file names, else from that of its procedure, else from the first that sends', () => {
    expect([by('city'), by('district'), by('hotline'), by('taken away')]).toEqual([
      'second',
      'districts',
      'first',
      'first',
    ]);
  });
});
