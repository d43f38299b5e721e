import type { LacakView } from '../contract/lacak.ts';
import { type LacakWord, lacakWords } from '../contract/lacak-words.ts';
import type { OfficeZone } from '../domain/calendar/office-day.ts';
import { type Language, within } from './citizens-page.ts';
import { escaped } from './html.ts';

export interface LacakPage {
  readonly language: Language;
  readonly office: string;
}

/** What is wrong with the whole, and how many minutes to wait. */
export interface LacakProblem {
  readonly word: LacakWord;
  readonly minutes?: number;
}

export interface LacakForm extends LacakPage {
  readonly ticket: string;
  /** What could not be added any more, to be taken from here; absent: nothing. */
  readonly words?: string;
  /** By the field. */
  readonly faults: Readonly<Partial<Record<'ticket' | 'digits', LacakWord>>>;
  readonly problem: LacakProblem | null;
}

export interface LacakFound extends LacakPage {
  readonly zone: OfficeZone;
  readonly view: LacakView;
  /** One word of theirs, however often it is sent. */
  readonly key: string;
  readonly words: string;
  readonly problem: LacakProblem | null;
  /** What they sent is in. */
  readonly said: boolean;
}

const wordsOf =
  (language: Language) =>
  (word: LacakWord, value = ''): string =>
    escaped(lacakWords[language][word].replace('{0}', value));

const headOf = ({ office, language }: LacakPage, path: string): string => {
  const other = language === 'en' ? 'id' : 'en';
  return `<header>
  <p id="office">${escaped(office)}</p>
  <a class="button" href="${path}?bahasa=${other}" data-testid="language" lang="${other}">${other === 'id' ? 'Bahasa Indonesia' : 'English'}</a>
</header>`;
};
/** Of a field: what says that it is wrong, and that whoever comes to the page goes on there. */
const marks = (name: string, wrong: LacakWord | undefined, first: boolean): string =>
  `id="${name}" name="${name}" aria-describedby="${name}-problem"${wrong === undefined ? '' : ' aria-invalid="true"'}${first ? ' autofocus' : ''}`;

/** The way to a report, for a browser without a script. Pure. */
export function lacakFormPage(shell: string, of: LacakForm): string {
  const { language, faults, problem } = of;
  const say = wordsOf(language);
  const wrong = (name: 'ticket' | 'digits') =>
    `<p id="${name}-problem" class="problem">${faults[name] === undefined ? '' : say(faults[name])}</p>`;
  const body = `${headOf(of, '/lacak')}
<main>
  <h1>${say('title')}</h1>
  <form method="post" action="/lacak" accept-charset="utf-8" novalidate>
    <input type="hidden" name="language" value="${language}">
    <label for="ticket">${say('ticket')}</label>
    <input ${marks('ticket', faults.ticket, faults.ticket !== undefined)} autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" placeholder="SBY-20261130-0001" required value="${escaped(of.ticket)}">
    ${wrong('ticket')}
    <label for="digits">${say('digits')}</label>
    <input ${marks('digits', faults.digits, faults.ticket === undefined && faults.digits !== undefined)} inputmode="numeric" autocomplete="off" maxlength="4" required>
    ${wrong('digits')}
    <p class="problem" role="alert">${problem ? say(problem.word, String(problem.minutes ?? '')) : ''}</p>
    <button type="submit">${say('find')}</button>
  </form>
  ${of.words ? `<p><label for="words">${say('words')}</label><textarea id="words" rows="4" readonly>\n${escaped(of.words)}</textarea></p>` : ''}
  <p class="muted">${say('plain')}</p>
  <p><a href="/lapor?bahasa=${language}">${say('report')}</a></p>
</main>`;
  return within(shell, { language, title: say('title'), body });
}

/** A report as its citizen sees it, for a browser without a script. Pure. */
export function lacakFoundPage(shell: string, of: LacakFound): string {
  const { language, view, problem } = of;
  const say = wordsOf(language);
  const { stage, endedAs, openedAt, closedAt, steps, addUntil, ticketNumber } = view;
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'id-ID', {
    ...{ dateStyle: 'full', timeStyle: 'short' },
    timeZone: of.zone,
  });
  const moment = (at: number) => format.format(at);
  const step = ({ name, by, dueAt, why, waitsForCitizen }: LacakView['steps'][number]) => `<li>
      <strong>${escaped(name[language])}</strong>
      <p>${say('by', by[language])}</p>
      <p>${dueAt === null ? say(waitsForCitizen ? 'yours' : 'noTime') : say('due', moment(dueAt))}</p>
      ${why === null ? '' : `<p class="muted">${escaped(why[language])}</p>`}
    </li>`;
  const hidden = `<input type="hidden" name="language" value="${language}"><input type="hidden" name="key" value="${escaped(of.key)}">`;
  const form = `<form id="say" method="post" action="/lacak/laporan" accept-charset="utf-8" novalidate>
    ${hidden}
    <label for="words">${say('words')}</label>
    <textarea ${marks('words', problem?.word, problem !== null)} rows="4" maxlength="2000">
${escaped(of.words)}</textarea>
    <p id="words-problem" class="problem" role="alert">${problem ? say(problem.word, String(problem.minutes ?? '')) : ''}</p>
    <button type="submit">${say('send')}</button>
  </form>`;
  const body = `${headOf(of, '/lacak/laporan')}
<main>
  <h1>${say('found', ticketNumber)}</h1>
  ${of.said ? `<p id="said" role="status">${say('said')}</p>` : ''}
  <p id="stage">${say(`stage_${stage}`, endedAs ? `: ${endedAs[language]}` : '')}</p>
  <p class="muted">${say('opened', moment(openedAt))} ${closedAt === null ? '' : say('closed', moment(closedAt))}</p>
  <ol id="steps">${steps.map(step).join('')}</ol>
  ${papersOf(of, moment)}
  ${addUntil === null ? '' : form}
  ${addUntil === null && problem ? `<p class="problem" role="alert">${say(problem.word)}</p>` : ''}
  ${consentOf(of, hidden)}
  <p><a href="/lacak/laporan?bahasa=${language}">${say('refresh')}</a></p>
  <form method="post" action="/lacak/laporan"><input type="hidden" name="language" value="${language}"><button name="close" value="yes">${say('again')}</button></form>
  <p class="muted">${say('plain')}</p>
</main>`;
  return within(shell, { language, title: say('found', ticketNumber), body });
}

/** What they were asked, where they stand with it, and what they may answer now. */
function consentOf({ language, view: { consent } }: LacakFound, hidden: string): string {
  if (consent === null) return '';
  const say = wordsOf(language);
  const buttons = consent.may.map(
    (answer) =>
      `<button name="consent" value="${answer}" data-testid="consent-${answer}">${say(`answer_${answer}`)}</button>`,
  );
  return `<form id="consent" method="post" action="/lacak/laporan">
    ${hidden}
    <h2>${say('consentTitle')}</h2>
    <p>${escaped(consent.text[language])}</p>
    <p>${say(`consent_${consent.answer ?? 'asked'}`)}</p>
    <p class="choose">${buttons.join('')}</p>
  </form>`;
}

/** Those that are for them: each is asked for by a form, so that nothing by which it is found stands in an address. */
function papersOf({ language, view: { papers } }: LacakFound, moment: (at: number) => string): string {
  if (papers.length === 0) return '';
  const say = wordsOf(language);
  const items = papers.map(
    ({ paperId, title, number, madeAt }) => `<li><form method="post" action="/lacak/surat">
      <input type="hidden" name="language" value="${language}"><input type="hidden" name="paper" value="${escaped(paperId)}">
      <strong>${escaped(title[language])}</strong>
      <p>${number === null ? '' : say('paperNumber', number)} ${say('paperMade', moment(madeAt))}</p>
      <button>${say('paperOpen', title[language])}</button>
    </form></li>`,
  );
  return `<h2>${say('papersTitle')}</h2>
  <ul id="papers">${items.join('')}</ul>`;
}
