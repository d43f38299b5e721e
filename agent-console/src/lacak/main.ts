import type { ConsentAnswer } from '../../../server/contract/basis.ts';
import type { LacakView } from '../../../server/contract/lacak.ts';
import { lacakWords, type LacakWord as Word } from '../../../server/contract/lacak-words.ts';
import { showPapers } from './papers.ts';
import { answersIn, showQuestions } from './rate.ts';
import { add, askCode, consent, find, findByCode, Refused, rate, rateIkm, say } from './send.ts';

/** The citizens' page: no library, no code of the console, for a cheap telephone on a slow line. */

const at = <T extends HTMLElement = HTMLElement>(name: string): T => document.getElementById(name) as T;
const [ticket, digits] = [at<HTMLInputElement>('ticket'), at<HTMLInputElement>('digits')];
const [email, mailCode] = [at<HTMLInputElement>('email'), at<HTMLInputElement>('mail-code')];
const [words, photo] = [at<HTMLTextAreaElement>('words'), at<HTMLInputElement>('photo')];
const languageKey = 'sigap.lacak.language';

let language: 'id' | 'en' = localStorage.getItem(languageKey) === 'en' ? 'en' : 'id';
let shown: LacakView | null = null;
/** What a code is shown with that was sent; null: they show the end of their number. */
let challenge: string | null = null;
type Form = 'find' | 'code' | 'say' | 'rate' | 'ikm' | 'consent';
let problems: Readonly<Record<Form, readonly [Word, string] | null>> = {
  find: null,
  code: null,
  say: null,
  rate: null,
  ikm: null,
  consent: null,
};
let rated = false;
let surveyed = false;
let office: string | null = null;
/** Of the office; the citizen may be anywhere, and the office keeps its hours. */
let timeZone = 'Asia/Jakarta';

const text = (word: Word, value = ''): string => lacakWords[language][word].replace('{0}', value);
const moment = (epochMs: number): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
    ...{ dateStyle: 'full', timeStyle: 'short' },
    timeZone,
  }).format(epochMs);
const put = (parent: HTMLElement, tag: string, words: string, className = ''): void => {
  const element = document.createElement(tag);
  element.textContent = words;
  element.className = className;
  parent.append(element);
};

function render(): void {
  document.documentElement.lang = language;
  document.title = text('title');
  at('office').textContent = office;
  at('language').textContent = language === 'en' ? 'Bahasa Indonesia' : 'English';
  at('language').lang = language === 'en' ? 'id' : 'en';
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
    element.textContent = text(element.dataset.text as Word);
  const [file] = photo.files ?? [];
  at('chosen').textContent = file ? text('chosen', file.name) : '';
  for (const [form, problem] of Object.entries(problems))
    at(`${form}-problem`).textContent = problem ? text(...problem) : '';
  at('code').hidden = challenge === null || shown !== null;
  at('code-sent').textContent = text('codeSent');
  renderFound();
}

function renderFound(): void {
  at('found').hidden = shown === null;
  if (shown === null) return;
  const { stage, endedAs, openedAt, closedAt, steps, addUntil, asks, ikm, ticketNumber } = shown;
  at('found-title').textContent = text('found', ticketNumber);
  at('stage').textContent = text(`stage_${stage}`, endedAs ? `: ${endedAs[language]}` : '');
  at('moments').textContent = [
    text('opened', moment(openedAt)),
    ...(closedAt === null ? [] : [text('closed', moment(closedAt))]),
  ].join(' ');
  const list = at('steps');
  list.replaceChildren();
  for (const { name, by, dueAt, why, waitsForCitizen } of steps) {
    const item = document.createElement('li');
    put(item, 'strong', name[language]);
    put(item, 'p', text('by', by[language]));
    if (dueAt !== null) put(item, 'p', text('due', moment(dueAt)));
    else put(item, 'p', text(waitsForCitizen ? 'yours' : 'noTime'));
    if (why !== null) put(item, 'p', why[language], 'muted');
    list.append(item);
  }
  at('papers-part').hidden = shown.papers.length === 0;
  showPapers(at('papers'), shown, { language, text, moment });
  at('say').hidden = addUntil === null;
  at('rate').hidden = rated || asks.length === 0;
  at('rated').textContent = rated ? text('rated') : '';
  showQuestions(at('questions'), asks, language);
  at('ikm').hidden = surveyed || ikm.length === 0;
  at('surveyed').textContent = surveyed ? text('rated') : '';
  showQuestions(at('ikm-questions'), ikm, language, 'ikm-problem');
  renderConsent(shown);
}

/** On their own word alone: what a citizen was asked, where they stand with it, and what they may answer now. */
function renderConsent({ consent: asked }: LacakView): void {
  at('consent').hidden = asked === null;
  if (asked === null) return;
  at('consent-text').textContent = asked.text[language];
  at('consent-now').textContent = text(`consent_${asked.answer ?? 'asked'}`);
  at('consent-answers').replaceChildren(
    ...asked.may.map((answer) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = text(`answer_${answer}`);
      button.dataset.testid = `consent-${answer}`;
      button.addEventListener('click', () => void answerWith(answer));
      return button;
    }),
  );
}

async function answerWith(answer: ConsentAnswer): Promise<void> {
  await doing('consent', async () => {
    if (shown === null) return;
    await consent(shown.pass, answer);
    shown = await (challenge === null
      ? find(shown.ticketNumber, digits.value)
      : findByCode(challenge, mailCode.value.trim()));
  });
  // The button that was pressed is gone: whoever reads by ear or keyboard goes on here.
  at('consent-now').tabIndex = -1;
  at('consent-now').focus();
}

const wordOf = (error: unknown): readonly [Word, string] => {
  const { word, minutes, fields } = error instanceof Refused ? error : new Refused('offline', 0);
  const said = Object.values(fields)[0] ?? word;
  return [said in lacakWords.id ? (said as Word) : 'offline', String(minutes)];
};

async function doing(form: Form, work: () => Promise<void>): Promise<void> {
  const buttons = at(form).querySelectorAll('button');
  for (const button of buttons) button.disabled = true;
  problems = { ...problems, [form]: null };
  at('said').textContent = '';
  render();
  try {
    await work();
  } catch (error) {
    problems = { ...problems, [form]: wordOf(error) };
  }
  for (const button of buttons) button.disabled = false;
  render();
}

at('find').addEventListener('submit', (event) => {
  event.preventDefault();
  void doing('find', async () => {
    const [number, mail] = [ticket.value.trim(), at<HTMLDetailsElement>('by-mail').open ? email.value.trim() : ''];
    if (number === '' || (mail === '' && !/^\d{4}$/.test(digits.value))) throw new Refused('missing', 0);
    shown = null;
    challenge = mail === '' ? null : await askCode(number, mail);
    if (challenge === null) return open(await find(number, digits.value));
    mailCode.value = '';
    problems = { ...problems, code: null };
    render();
    mailCode.focus();
  });
});

at('code').addEventListener('submit', (event) => {
  event.preventDefault();
  void doing('code', async () => {
    const code = mailCode.value.replace(/\s/g, '');
    if (challenge === null || !/^\d{6}$/.test(code)) throw new Refused('codeMissing', 0);
    mailCode.value = code;
    const theirs = await findByCode(challenge, code).catch((error: unknown) => {
      const said: Readonly<Record<string, Word>> = { lacak_unknown: 'codeWrong', lacak_over: 'codeOver' };
      throw error instanceof Refused ? new Refused(said[error.word] ?? error.word, error.minutes) : error;
    });
    open(theirs);
  });
});

function open(theirs: LacakView): void {
  shown = theirs;
  rated = false;
  surveyed = false;
  render();
  at('found-title').focus();
}

at('say').addEventListener('submit', (event) => {
  event.preventDefault();
  void doing('say', async () => {
    const [file] = photo.files ?? [];
    const written = words.value.trim();
    if (shown === null || (!file && written === '')) throw new Refused('nothing', 0);
    // What has gone is not sent again when the rest fails.
    if (file) await add(shown.pass, file);
    photo.value = '';
    if (written !== '') await say(shown.pass, written);
    words.value = '';
    at('said').textContent = text('said');
  });
});

at('rate').addEventListener('submit', (event) => {
  event.preventDefault();
  void doing('rate', async () => {
    if (shown === null) return;
    const answers = answersIn(at('questions'), shown.asks);
    if (answers.length < shown.asks.length) throw new Refused('unrated', 0);
    await rate(shown.pass, answers);
    rated = true;
    render();
    at('rated').focus();
  });
});

at('ikm').addEventListener('submit', (event) => {
  event.preventDefault();
  void doing('ikm', async () => {
    if (shown === null) return;
    const answers = answersIn(at('ikm-questions'), shown.ikm);
    if (answers.length < shown.ikm.length) throw new Refused('unrated', 0);
    await rateIkm(shown.pass, answers);
    surveyed = true;
    render();
    at('surveyed').focus();
  });
});

photo.addEventListener('change', render);
at('language').addEventListener('click', (event) => {
  event.preventDefault();
  language = language === 'en' ? 'id' : 'en';
  localStorage.setItem(languageKey, language);
  at('said').textContent = '';
  render();
});

// A slip may bring the number along; what stands behind # goes to no server.
ticket.value = decodeURIComponent(location.hash.slice(1)).slice(0, 40);
render();
fetch('/api/office')
  .then((answer) => answer.json() as Promise<{ name: string; timeZone: string }>)
  .then((known) => {
    office = known.name;
    timeZone = known.timeZone;
    render();
  })
  .catch(() => {});
