import type { ConsentAnswer } from '../../../server/contract/basis.ts';
import type { LacakView } from '../../../server/contract/lacak.ts';
import { cleaned } from '../../../server/contract/typed.ts';

/** Why it was not done: a word of the server's, and how long to wait. */
export class Refused extends Error {
  readonly word: string;
  readonly minutes: number;
  /** What is wrong with which field, by the server's words. */
  readonly fields: Readonly<Record<string, string>>;
  constructor(word: string, minutes: number, fields: Readonly<Record<string, string>> = {}) {
    super(word);
    this.fields = fields;
    this.word = word;
    this.minutes = minutes;
  }
}

export async function post(path: string, headers: Record<string, string>, body: BodyInit): Promise<Response> {
  const init = { method: 'POST', headers: { 'x-sigap': '1', ...headers }, body };
  const answer = await fetch(path, init).catch(() => null);
  if (answer === null) throw new Refused('offline', 0);
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as {
    type?: string;
    errors?: readonly { readonly field: string; readonly code: string }[];
  };
  const minutes = Math.ceil(Number(answer.headers.get('retry-after') ?? 60) / 60);
  throw new Refused(
    answer.status >= 500 && answer.status !== 507 && !problem.type ? 'offline' : (problem.type ?? ''),
    minutes,
    Object.fromEntries((problem.errors ?? []).map(({ field, code }) => [field, code])),
  );
}

/** From 1 to 4, to a question by its name and the version of its words. */
export interface Answer {
  readonly key: string;
  readonly version: string;
  readonly value: number;
}

const json = { 'content-type': 'application/json' };

export async function find(ticket: string, digits: string): Promise<LacakView> {
  return (
    await post('/api/lacak', json, JSON.stringify({ ticket: cleaned(ticket), digits: cleaned(digits) }))
  ).json() as Promise<LacakView>;
}

/** Has a code sent. @returns what it is shown with */
export async function askCode(ticket: string, email: string): Promise<string> {
  const answer = await post(
    '/api/lacak/code',
    json,
    JSON.stringify({ ticket: cleaned(ticket), email: cleaned(email) }),
  );
  return ((await answer.json()) as { challenge: string }).challenge;
}

export async function findByCode(challenge: string, code: string): Promise<LacakView> {
  return (await post('/api/lacak/by-code', json, JSON.stringify({ challenge, code }))).json() as Promise<LacakView>;
}

export async function say(pass: string, text: string): Promise<void> {
  await post('/api/lacak/words', json, JSON.stringify({ pass, text: cleaned(text) }));
}

export async function rate(pass: string, answers: readonly Answer[]): Promise<void> {
  await post('/api/lacak/answers', json, JSON.stringify({ pass, answers }));
}

/** All nine answers of the public satisfaction survey, by the codes of its elements. */
export async function rateIkm(pass: string, answers: readonly Answer[]): Promise<void> {
  const byCode = Object.fromEntries(answers.map(({ key, value }) => [key, value]));
  await post('/api/lacak/ikm', json, JSON.stringify({ pass, answers: byCode }));
}

export async function consent(pass: string, answer: ConsentAnswer): Promise<void> {
  await post('/api/lacak/consent', json, JSON.stringify({ pass, answer }));
}

export async function add(pass: string, file: File): Promise<void> {
  const bytes = await smaller(file);
  const headers = { authorization: `Bearer ${pass}`, 'content-type': 'application/octet-stream' };
  await post(`/api/lacak/files?name=${encodeURIComponent(cleaned(file.name))}`, headers, bytes);
}

/** Enough to see what is broken; a camera's own takes minutes by a slow line. */
const largestSide = 1_600;
const smallBytes = 600_000;

/** A photo as it is looked at, made small where it is: without where and when it was taken. What cannot be read goes as it is. */
async function smaller(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/') || file.size < smallBytes) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, largestSide / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.82));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}
