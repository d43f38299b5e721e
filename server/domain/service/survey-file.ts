import { z } from 'zod';
import { type Fault, FileFault } from '../shared/file-fault.ts';
import { readYaml } from '../shared/located-yaml.ts';
import type { Channel } from '../sop/terms.ts';
import { type ServiceSurvey, type SurveyWay, standardValues, surveyWays } from '../survey/survey.ts';
import { twice, unknown } from './faults.ts';
import type { Service } from './service.ts';

const words = (most: number) => {
  const one = z.string().trim().min(1).max(most);
  return z.strictObject({ id: one, en: one });
};
const key = z.string().regex(/^[a-z][a-z0-9-]{0,23}$/);

const Question = z.strictObject({
  key,
  version: z.string().regex(/^[\w.-]{1,20}$/),
  // Two of them and how to answer have to fit into a message.
  text: words(120),
  values: z.array(words(30)).length(standardValues.length).optional(),
});
const Asking = z.strictObject({ service: z.string(), asks: z.array(z.string()), by: z.array(z.string()) });
const File = z.strictObject({
  questions: z.array(Question).default([]),
  services: z.array(Asking).default([]),
  ikm: z.array(z.string()).default([]),
});

/** Nobody stays on the line for more. */
const questionsAtMost = 2;

type Asked = Pick<Service, 'id' | 'channel' | 'gateway'>;

/**
 * Reads `surveys.yaml`.
 * @param file its name, for the faults
 * @param services the office's
 * @returns what is asked, by the service's id
 * @throws FileFault with every fault, its line and what to do
 */
export function parseSurveys(
  text: string,
  file: string,
  services: readonly Asked[],
): ReadonlyMap<string, ServiceSurvey> {
  const yaml = readYaml(text, file);
  const parsed = File.safeParse(yaml.value ?? {});
  if (!parsed.success)
    throw new FileFault(
      file,
      parsed.error.issues.map(({ path, message }) => wrongField(yaml.lineOf(path), path.join('.'), message)),
    );
  const { questions, services: entries, ikm } = parsed.data;
  const keys = questions.map((question) => question.key);
  const faults: Fault[] = questions.flatMap((question, index) =>
    keys.indexOf(question.key) < index ? [twice(yaml.lineOf(['questions', index, 'key']), question.key)] : [],
  );
  for (const [index, entry] of entries.entries()) {
    const at = (field: string) => yaml.lineOf(['services', index, field]);
    const service = services.find(({ id }) => id === entry.service);
    const known = services.map(({ id }) => id);
    if (!service) faults.push(unknown(at('service'), entry.service, known));
    if (entries.findIndex((other) => other.service === entry.service) < index)
      faults.push(twice(at('service'), entry.service));
    faults.push(...asksFaults(entry.asks, keys, at('asks')), ...byFaults(entry.by, service, at('by')));
  }
  for (const [index, id] of ikm.entries()) {
    const line = yaml.lineOf(['ikm', index]);
    const known = services.map((service) => service.id);
    if (!known.includes(id)) faults.push(unknown(line, id, known));
    if (ikm.indexOf(id) < index) faults.push(twice(line, id));
  }
  if (faults.length > 0) throw new FileFault(file, faults);
  const alone = ikm.filter((id) => !entries.some(({ service }) => service === id));
  return new Map([
    ...alone.map((id) => [id, { by: [], questions: [], ikm: true }] as const),
    ...entries.map(({ service, asks, by }): [string, ServiceSurvey] => [
      service,
      {
        ikm: ikm.includes(service),
        by: by as SurveyWay[],
        questions: asks.flatMap((name) =>
          questions
            .filter((question) => question.key === name)
            .map((question) => ({ ...question, values: question.values ?? standardValues })),
        ),
      },
    ]),
  ]);
}

function asksFaults(asks: readonly string[], keys: readonly string[], line: number): Fault[] {
  const again = asks.find((name, index) => asks.indexOf(name) < index);
  return [
    ...asks.filter((name) => !keys.includes(name)).map((name) => unknown(line, name, keys)),
    ...(again === undefined ? [] : [twice(line, again)]),
    ...(asks.length === 0 || asks.length > questionsAtMost ? [howMany(line, asks.length)] : []),
  ];
}

function byFaults(by: readonly string[], service: Asked | undefined, line: number): Fault[] {
  const ways: readonly string[] = surveyWays;
  const again = by.find((way, index) => by.indexOf(way) < index);
  const strange = by.filter((way) => !ways.includes(way));
  return [
    ...strange.map((way) => unknown(line, way, ways)),
    ...(again === undefined ? [] : [twice(line, again)]),
    ...(by.length === 0 ? [unasked(line)] : []),
    ...(service ? by.filter((way) => !asksBy(service, way)).map((way) => notThere(line, service, way)) : []),
  ];
}

/** Channels whose citizens can answer by one digit where they were written to. */
const written: ReadonlySet<Channel> = new Set<Channel>(['sms', 'whatsapp']);

function asksBy({ channel, gateway }: Asked, way: string): boolean {
  if (way === 'call') return channel === 'phone';
  return way !== 'message' || (written.has(channel) && gateway !== null);
}

const wrongField = (line: number, field: string, message: string): Fault => ({
  line,
  id: `${field || 'berkas'}: isinya tidak sesuai; lihat surveys.yaml bawaan (${message})`,
  en: `${field || 'file'}: not what is expected; see the surveys.yaml that is shipped (${message})`,
});
const howMany = (line: number, count: number): Fault => ({
  line,
  id: `${count} pertanyaan: tulis satu atau dua, atau hapus layanan ini dari daftar`,
  en: `${count} questions: write one or two, or take this service from the list`,
});
const unasked = (line: number): Fault => ({
  line,
  id: `by kosong: tulis cara bertanya (${surveyWays.join(', ')}), atau hapus layanan ini dari daftar`,
  en: `by is empty: write how they are asked (${surveyWays.join(', ')}), or take this service from the list`,
});
const notThere = (line: number, { id, channel }: Asked, way: string): Fault => ({
  line,
  id: `${way} tidak dapat dipakai di layanan ${id} (${channel}): call untuk phone, message untuk sms dan whatsapp yang punya gateway, page untuk semua`,
  en: `${way} does not go with the service ${id} (${channel}): call is for phone, message for sms and whatsapp with a gateway, page for all`,
});
