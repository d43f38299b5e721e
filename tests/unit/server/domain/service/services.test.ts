import { readFileSync } from 'node:fs';
import { parseServices } from '../../../../../server/domain/service/parse.ts';
import { answeringService, createServiceFinder } from '../../../../../server/domain/service/service.ts';
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
  expect(createServiceFinder(services)('whatsapp', '+62811')?.id).toBe('whatsapp');
});

describe('the legal basis of a service', () => {
  const withBasis = (basis: string, named = 'layanan') => `bases:\n${basis}${hotline}    basis: ${named}\n`;
  const basis = (kind: string, version = '"2"') =>
    `  - { id: layanan, version: ${version}, kind: ${kind}, text: { id: Data dipakai., en: Data are used. } }\n`;

  it('is what its citizens are told, in a version', () => {
    expect(parse(withBasis(basis('public_task')))[0]?.basis).toEqual({
      ...{ id: 'layanan', version: '2', kind: 'public_task' },
      text: { id: 'Data dipakai.', en: 'Data are used.' },
    });
    expect(parse(`${withBasis(basis('public_task'))}    spoken: "2"\n`)[0]?.spoken).toBe(true);
    expect(parse(withBasis(basis('consent, without: nothing')))[0]?.basis).toMatchObject({ without: 'nothing' });
    expect(parse(hotline)[0]?.basis).toBeNull();
    const shippedText = readFileSync(new URL('../../../../../server/services/services.yaml', import.meta.url), 'utf8');
    expect(parse(shippedText).filter((service) => service.basis === null)).toEqual([]);
  });

  it.each([
    ['records: true', 7, 'records'],
    ['voicemail: true', 7, 'voicemail'],
    ['overflow: { after: 60, to: voicemail }', 7, 'overflow'],
  ])(
    'is what %s stands on: without one, or with one that has to be asked for first, nobody is recorded',
    (line, at, name) => {
      const said = [expect.stringContaining(`${name} is for services by telephone that name a basis`)];
      expect(faultsOf(`${hotline}    ${line}\n`)).toEqual(said);
      expect(faultsOf(`${hotline}    ${line}\n`)[0]).toMatch(new RegExp(`^${at}: `));
      expect(faultsOf(`${withBasis(basis('consent'))}    ${line}\n`)).toEqual(expect.arrayContaining(said));
      expect(parse(`${withBasis(basis('public_task'))}    ${line}\n`)).toHaveLength(1);
    },
  );

  it('is not asked for by a call back, whose offer comes before the end of the wait', () => {
    const of = (after: number) =>
      `${hotline}    overflow: { after: ${after}, to: call_back }\n    waiting: { call_back_after: 60 }\n`;
    expect(parse(of(61))[0]?.overflow).toEqual({ afterMs: 61_000, to: 'call_back' });
    expect(faultsOf(of(60))).toEqual([expect.stringContaining('the overflow comes before the offer')]);
  });

  it.each([
    [
      'consent, of which is not said what goes on without it',
      withBasis(basis('consent')),
      /^2: consent can be refused/,
    ],
    [
      'consent without which something unknown goes on',
      withBasis(basis('consent, without: all')),
      /^2: there is no all; there are: answer, nothing$/,
    ],
    [
      'another basis that is said to be refused',
      withBasis(basis('public_task, without: answer')),
      /^2: without is for the basis consent alone/,
    ],
    [
      'a kind that the law does not know',
      withBasis(basis('habit')),
      /^2: there is no habit; there are: consent, contract, /,
    ],
    ['a basis that is not there', withBasis(basis('public_task'), 'lain'), /^9: there is no lain; there are: layanan$/],
    ['one that is written twice', withBasis(basis('public_task').repeat(2)), /^3: layanan is written twice/],
    [
      'a greeting that speaks another version',
      `${withBasis(basis('public_task'))}    spoken: "1"\n`,
      /^10: the greeting speaks version 1, and the basis is of version 2: record it anew/,
    ],
    ['a greeting without a basis', `${hotline}    spoken: "1"\n`, /^7: spoken is for services by telephone/],
    ['a text without a version', withBasis(basis('public_task', '""')), /^2: bases.0.version/],
  ])('is refused for %s, with line and remedy', (_, text, fault) => {
    expect(faultsOf(text)).toEqual([expect.stringMatching(fault)]);
  });
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
  const serviceAt = createServiceFinder(services);
  // Asked once more, it remembers the same.
  for (const _ of [1, 2]) {
    expect(serviceAt('phone', '150')?.id).toBe('depok');
    expect(serviceAt('phone', '112')?.id).toBe('hotline');
    expect(serviceAt('phone', null)?.id).toBe('hotline');
    expect(serviceAt('email', 'a@b')).toBeNull();
  }
});

it.each(['08111232222', '+628111232222', '628111232222', '0811-1232-222', 'sip:08111232222@trunk.example'])(
  'knows the number 08-111-23-2222 of the file in the form %s',
  (signalled) => {
    const services = parse(
      readFileSync(new URL('../../../../../server/services/services.yaml', import.meta.url), 'utf8'),
    );
    const serviceAt = createServiceFinder(services);
    expect(serviceAt('phone', signalled)?.sopId).toBe('depok');
    expect(serviceAt('phone', '0298711585')?.sopId).toBe('bandungan');
    expect(serviceAt('phone', '0315312144')?.sopId).toBe('surabaya');
    expect(serviceAt('phone', 'hotline')?.sopId).toBe('surabaya');
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

describe('a menu', () => {
  const menu = (keys: string, text = 'text: { id: Tekan satu., en: Press one. }') =>
    `${hotline}    menu: { keys: ${keys}, ${text} }\n`;

  it('says what each key means, a service, a language or both', () => {
    expect(parse(menu('{ "1": { service: hotline }, "9": { language: en } }'))[0]?.menu).toEqual({
      ...{ name: 'hotline', tries: 2, text: { id: 'Tekan satu.', en: 'Press one.' } },
      keys: { '1': { service: 'hotline', language: null }, '9': { service: null, language: 'en' } },
    });
    expect(parse(hotline)[0]?.menu).toBeUndefined();
  });

  it.each([
    ['{ "12": { language: en } }', /^7: 12 is no key/],
    ['{ "#": { language: en } }', /^7: # is no key/],
    ['{ "1": {} }', /^7: key 1 chooses nothing/],
    ['{ "1": { service: gone } }', /^7: .*gone.*hotline/],
    ['{ "1": { language: jv } }', /^7: .*jv.*id, en/],
    ['{}', /^7: a menu without keys/],
  ])('that makes no sense is refused with its line and what to do: %s', (keys, fault) => {
    const [first, ...others] = faultsOf(menu(keys));
    expect(first).toMatch(fault);
    expect(others).toEqual([]);
  });

  it('is for telephones alone', () => {
    const sms = `  - { id: sms, name: { id: SMS, en: SMS }, channel: sms, sop: semarang, hours: office, gateway: sms, menu: { keys: { "1": { service: hotline } }, text: { id: a, en: b } } }\n`;
    expect(faultsOf(hotline + sms)).toEqual(['7: menu is for services by telephone alone: take this line out']);
    expect(faultsOf(hotline + sms.replace('service: hotline', 'service: sms'))[1]).toMatch(/sms.*hotline/);
  });
});
