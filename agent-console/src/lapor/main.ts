import type { LaporChoices, LaporMade } from '../../../server/contract/lapor.ts';
import { followedWord, type LaporWord, laporWordOf, laporWords } from '../../../server/contract/lapor-words.ts';
import { cleaned } from '../../../server/contract/typed.ts';
import { add, post, Refused } from '../lacak/send.ts';

/**
 * The citizens' web form: no library, no code of the console, for a cheap telephone on a slow line. The server writes the page,
 * which works without this; with it photos go along, and what is typed never leaves the page before it is taken.
 */

const at = <T extends HTMLElement = HTMLElement>(name: string): T => document.getElementById(name) as T;
const [service, subject] = [at<HTMLSelectElement>('service'), at<HTMLSelectElement>('subject')];
const [photo, consent] = [at<HTMLInputElement>('photo'), at<HTMLInputElement>('consent')];
const written = ['name', 'contact', 'place', 'text', 'website'] as const;
const languageKey = 'sigap.lacak.language';

let language: 'id' | 'en' = (localStorage.getItem(languageKey) ?? document.documentElement.lang) === 'en' ? 'en' : 'id';
let choices: LaporChoices | null = null;
/** What the page said of a report that was sent before this was here. */
let faults: Readonly<Record<string, string>> = Object.fromEntries(
  [...document.querySelectorAll<HTMLElement>('[data-code]')].map(({ id, dataset }) => [
    id.replace('-problem', ''),
    dataset.code ?? '',
  ]),
);
let problem: readonly [LaporWord, string] | null = Object.keys(faults).length > 0 ? ['invalid', ''] : null;
let done: Pick<LaporMade, 'ticketNumber' | 'followedBy'> | null = null;
let photosFailed = false;
/** One report, however often it is sent. */
let key = crypto.randomUUID();

const text = (word: LaporWord, value = ''): string => laporWords[language][word].replace('{0}', value);
const chosen = () => choices?.services.find((one) => one.id === service.value) ?? choices?.services[0] ?? null;

function options(select: HTMLSelectElement, given: readonly (readonly [value: string, label: string])[]): void {
  const { value } = select;
  select.replaceChildren(...given.map(([one, label]) => new Option(label, one)));
  if (given.some(([one]) => one === value)) select.value = value;
}

function render(): void {
  document.documentElement.lang = language;
  document.title = text('title');
  at('language').textContent = language === 'en' ? 'Bahasa Indonesia' : 'English';
  at('language').lang = language === 'en' ? 'id' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = text(element.dataset.text as LaporWord);
  if (choices !== null) renderChoices(choices);
  at('photo-field').hidden = false;
  at('photo-alone').hidden = true;
  const names = [...(photo.files ?? [])].map((file) => file.name).join(', ');
  at('chosen').textContent = names === '' ? '' : text('chosen', names);
  for (const field of ['serviceId', 'subject', 'name', 'contact', 'place', 'text', 'consent']) {
    const code = faults[field];
    at(`${field}-problem`).textContent = code === undefined ? '' : text(laporWordOf(code, 'wrong'));
    at(field === 'serviceId' ? 'service' : field).setAttribute('aria-invalid', String(code !== undefined));
  }
  const closed = choices !== null && choices.services.length === 0;
  at('report').hidden = done !== null;
  at('report-problem').textContent = closed ? text('none') : problem ? text(...problem) : '';
  at('done').hidden = done === null;
  if (done === null) return;
  at('done-title').textContent = text('done', done.ticketNumber);
  at('done-words').textContent = text(followedWord(done.followedBy));
  at('done-photos').textContent = photosFailed ? text('photosFailed') : '';
  at<HTMLAnchorElement>('done-follow').href = `/lacak#${done.ticketNumber}`;
  at('done-follow').hidden = done.followedBy === null;
}

/** Of the service that is chosen; before they are known here, the page's own stand. */
function renderChoices({ services }: LaporChoices): void {
  options(
    service,
    services.map((one) => [one.id, one.name[language]]),
  );
  at('service-field').hidden = services.length < 2;
  const now = chosen();
  options(subject, [
    ['', text('anySubject')],
    ...(now?.subjects.map((one) => [one.code, one.name[language]] as const) ?? []),
  ]);
  at('subject-field').hidden = (now?.subjects.length ?? 0) === 0;
  at('basis').textContent = now?.basis?.text[language] ?? '';
  at('consent-field').hidden = now?.basis?.consent !== true;
}

async function open(): Promise<void> {
  const answer = await fetch('/api/lapor').catch(() => null);
  if (!answer?.ok) throw new Refused('offline', 0);
  choices = (await answer.json()) as LaporChoices;
}

async function send(): Promise<void> {
  if (choices === null) await open();
  const fields = Object.fromEntries(written.map((name) => [name, cleaned(at<HTMLInputElement>(name).value)]));
  const missing = (['contact', 'text'] as const).filter((name) => fields[name]?.trim() === '');
  faults = Object.fromEntries(missing.map((name) => [name, 'required']));
  if (missing.length > 0) throw new Refused('invalid', 0);
  const body = {
    ...fields,
    form: choices?.form,
    serviceId: chosen()?.id ?? '',
    subject: subject.value,
    consent: consent.checked,
  };
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const answer = await post('/api/lapor', headers, JSON.stringify(body));
  const made = (await answer.json()) as LaporMade;
  // What is in is in: a photo that fails is sent on the other page.
  for (const file of photo.files ?? []) {
    await add(made.pass, file).catch(() => {
      photosFailed = true;
    });
  }
  done = made;
}

at('report').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = at('report').querySelector<HTMLButtonElement>('button[type=submit]');
  if (button?.disabled) return;
  if (button) button.disabled = true;
  [problem, faults] = [['sending', ''], {}];
  render();
  try {
    await send();
    problem = null;
  } catch (error) {
    const { word, minutes, fields } = error instanceof Refused ? error : new Refused('offline', 0);
    faults = { ...faults, ...fields };
    problem = [laporWordOf(word, Object.keys(faults).length > 0 ? 'invalid' : 'offline'), String(minutes)];
    if (word === 'lapor_over') await open().catch(() => {});
  }
  if (button) button.disabled = false;
  render();
  const [first] = Object.keys(faults);
  if (done) at('done-title').focus();
  else if (first) at(first === 'serviceId' ? 'service' : first).focus();
});

// Another report is another one.
for (const name of written) {
  at(name).addEventListener('input', () => {
    key = crypto.randomUUID();
  });
}
for (const changed of [service, photo]) changed.addEventListener('change', render);
at('language').addEventListener('click', (event) => {
  event.preventDefault();
  language = language === 'en' ? 'id' : 'en';
  localStorage.setItem(languageKey, language);
  render();
});

render();
open()
  .catch(() => {
    problem = ['offline', '0'];
  })
  .then(render);
