import type { LaporChoices, LaporMade } from '../contract/lapor.ts';
import { followedWord, type LaporWord, laporWordOf, laporWords } from '../contract/lapor-words.ts';
import { type Language, within, withoutScript } from './citizens-page.ts';
import { escaped } from './html.ts';

type Services = LaporChoices['services'];

/** What somebody has written into the form so far. */
export type Written = Readonly<
  Record<'serviceId' | 'subject' | 'name' | 'contact' | 'place' | 'text', string> & { consent: boolean }
>;

export interface LaporForm {
  readonly language: Language;
  readonly office: string;
  readonly services: Services;
  /** Says when it was opened. */
  readonly form: string;
  /** One report, however often it is sent. */
  readonly key: string;
  readonly written: Written;
  /** A word for what is wrong, by the field. */
  readonly faults: Readonly<Record<string, string>>;
  /** What is wrong with the whole, and how many minutes to wait. */
  readonly problem: { readonly word: LaporWord; readonly minutes?: number } | null;
}

const wordsOf =
  (language: Language) =>
  (word: LaporWord, value = ''): string =>
    escaped(laporWords[language][word].replace('{0}', value));

/** The web form as a page, whole without a script; its script goes on with the same names. Pure. */
export function formPage(shell: string, of: LaporForm): string {
  const { language, office, services, written, faults } = of;
  const say = wordsOf(language);
  const [only] = services;
  const [first] = Object.keys(faults);
  const problem = services.length === 0 ? ({ word: 'none' } as const) : of.problem;
  const hidden = (yes: boolean) => (yes ? ' hidden' : '');
  /** Of a field: what it is told apart by, and that it is wrong. */
  const marks = (name: string, ...hints: string[]) =>
    `id="${name === 'serviceId' ? 'service' : name}" name="${name}" aria-describedby="${[...hints, `${name}-problem`].join(' ')}"${
      faults[name] === undefined ? '' : ' aria-invalid="true"'
    }${first === name ? ' autofocus' : ''}`;
  const wrong = (name: string, tag: 'p' | 'span' = 'p') => {
    const code = faults[name];
    const said = code === undefined ? '' : say(laporWordOf(code, 'wrong'));
    return `<${tag} id="${name}-problem" class="problem"${code === undefined ? '' : ` data-code="${escaped(code)}"`}>${said}</${tag}>`;
  };
  const label = (id: string, word: LaporWord) => `<label for="${id}" data-text="${word}">${say(word)}</label>`;
  const line = (name: 'name' | 'contact' | 'place', most: number, complete: string, more = '', ...hints: string[]) =>
    `<input ${marks(name, ...hints)} autocomplete="${complete}" maxlength="${most}" value="${escaped(written[name])}"${more}>`;
  const consents = services.some(({ basis }) => basis?.consent);
  // Enter presses the first button that belongs to the form, which is to send it, and not to change the language.
  const body = `<button form="report" hidden tabindex="-1"></button>
<header>
  <p id="office">${escaped(office)}</p>
  <button form="report" formnovalidate name="to" value="${language === 'en' ? 'id' : 'en'}" id="language" data-testid="language" lang="${language === 'en' ? 'id' : 'en'}">${language === 'en' ? 'Bahasa Indonesia' : 'English'}</button>
</header>
<main>
  <h1 data-text="title">${say('title')}</h1>
  <p><a href="/lacak" data-text="follow">${say('follow')}</a></p>
  <form id="report" method="post" action="/lapor" accept-charset="utf-8" novalidate>
    <input type="hidden" name="form" value="${escaped(of.form)}">
    <input type="hidden" name="key" value="${escaped(of.key)}">
    <input type="hidden" name="language" value="${language}">
    <p id="service-field"${hidden(services.length < 2)}>
      ${label('service', 'service')}
      <select ${marks('serviceId')}>${services.map(({ id, name }) => option(id, name[language], id === written.serviceId)).join('')}</select>
      ${wrong('serviceId', 'span')}
    </p>
    <p id="subject-field"${hidden(services.every(({ subjects }) => subjects.length === 0))}>
      ${label('subject', 'subject')}
      <select ${marks('subject')}>${option('', laporWords[language].anySubject, written.subject === '')}${subjectsOf(services, written, language)}</select>
      ${wrong('subject', 'span')}
    </p>
    ${label('name', 'name')}
    ${line('name', 120, 'name')}
    ${wrong('name')}
    ${label('contact', 'contact')}
    ${line('contact', 254, 'tel', ' required', 'contact-hint')}
    <p id="contact-hint" class="muted" data-text="contactHint">${say('contactHint')}</p>
    ${wrong('contact')}
    ${label('place', 'place')}
    ${line('place', 300, 'street-address')}
    ${wrong('place')}
    ${label('text', 'text')}
    <textarea ${marks('text')} rows="6" maxlength="4000" required>
${escaped(written.text)}</textarea>
    ${wrong('text')}
    <div id="photo-field" hidden>
      <p class="choose">
        <label for="photo" class="button" data-text="photo">${say('photo')}</label>
        <input id="photo" type="file" accept="image/*,application/pdf" multiple aria-describedby="photo-hint">
      </p>
      <p id="photo-hint" class="muted" data-text="photoHint">${say('photoHint')}</p>
      <p id="chosen"></p>
    </div>
    <p id="photo-alone" class="muted" data-text="photoAlone">${say('photoAlone')}</p>
    <div hidden>
      <label for="website">Website</label>
      <input id="website" name="website" tabindex="-1" autocomplete="off">
    </div>
    <p id="basis">${basesOf(services, language)}</p>
    <p id="consent-field"${hidden(!consents)}>
      <input ${marks('consent')} type="checkbox" value="yes"${written.consent ? ' checked' : ''}>
      ${label('consent', 'consent')}
      ${wrong('consent', 'span')}
    </p>
    <p id="report-problem" class="problem" role="alert">${problem ? say(problem.word, String(problem.minutes ?? '')) : ''}</p>
    <button type="submit" data-text="send"${only === undefined ? ' disabled' : ''}>${say('send')}</button>
  </form>
  <section id="done" hidden>
    <h2 id="done-title" tabindex="-1">${say('title')}</h2>
    <p id="done-words"></p>
    <p id="done-photos" class="problem" role="alert"></p>
    <p><a id="done-follow" href="/lacak" data-text="followIt">${say('followIt')}</a></p>
  </section>
</main>`;
  return within(shell, { language, title: say('title'), body });
}

const option = (value: string, label: string, selected: boolean): string =>
  `<option value="${escaped(value)}"${selected ? ' selected' : ''}>${escaped(label)}</option>`;

/** Of one service as a list, of several under the name of each. */
function subjectsOf(services: Services, { serviceId, subject }: Written, language: Language): string {
  const alone = services.length < 2;
  return services
    .filter(({ subjects }) => subjects.length > 0)
    .map(({ id, name, subjects }) => {
      const chosen = alone || id === serviceId;
      const options = subjects.map((one) => option(one.code, one.name[language], chosen && one.code === subject));
      return alone ? options.join('') : `<optgroup label="${escaped(name[language])}">${options.join('')}</optgroup>`;
    })
    .join('');
}

/** On what basis the office works with what is written; where the services differ, of each. */
const basesOf = (services: Services, language: Language): string =>
  services
    .flatMap(({ name, basis }) => {
      if (!basis) return [];
      const which = services.length < 2 ? '' : `<strong>${escaped(name[language])}</strong>: `;
      return [which + escaped(basis.text[language])];
    })
    .join('<br>');

/** What is told of a report that is in. */
export interface LaporDone {
  readonly language: Language;
  readonly office: string;
  /** Null: this browser brought no word of one. */
  readonly done: Pick<LaporMade, 'ticketNumber' | 'followedBy'> | null;
}

/** The page after the form: read again, it sends nothing. Pure. */
export function donePage(shell: string, { language, office, done }: LaporDone): string {
  const say = wordsOf(language);
  const other = language === 'en' ? 'id' : 'en';
  const told = done
    ? `<h1>${say('done', done.ticketNumber)}</h1>
  <p>${say(followedWord(done.followedBy))}</p>
  ${done.followedBy ? `<p><a href="/lacak">${say('followIt')}</a></p><p class="muted">${say('followWhere')}</p>` : ''}`
    : `<h1>${say('title')}</h1><p>${say('gone')}</p>`;
  const body = `<header>
  <p>${escaped(office)}</p>
  <a class="button" href="/lapor/diterima?bahasa=${other}" data-testid="language" lang="${other}">${other === 'id' ? 'Bahasa Indonesia' : 'English'}</a>
</header>
<main>
  ${told}
  <p><a href="/lapor?bahasa=${language}">${say('again')}</a></p>
</main>`;
  // Its script is the form's.
  return within(withoutScript(shell), { language, title: done ? say('done', done.ticketNumber) : say('title'), body });
}
