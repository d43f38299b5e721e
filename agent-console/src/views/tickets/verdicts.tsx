import { useTranslation } from 'react-i18next';
import type { RunVerdict, WholeVerdict } from '../../../../server/contract/verdicts.ts';
import type { HistoryEntry } from '../../../../server/contract/views.ts';
import { decimal } from '../../model/format.ts';
import { lengthParts } from '../../model/lengths.ts';
import { useLanguage } from '../shared/context.tsx';
import { Icon, type IconName } from '../shared/icons.tsx';
import tables from '../shared/table.module.css';
import styles from './verdicts.module.css';

const icons: Record<RunVerdict['verdict'], IconName> = {
  running: 'clock',
  met: 'check',
  breached: 'breach',
  cancelled: 'minus',
};

interface Props {
  readonly verdict: WholeVerdict;
  readonly runs: readonly RunVerdict[];
  /** It has the words for what ended each run. */
  readonly history: readonly HistoryEntry[];
  /** The caller gave up: what was in time is no merit, and nothing is met on the whole. */
  readonly abandoned: boolean;
}

/** What came of the case by its procedure: on the whole, and of each run of a step. */
export function Verdicts({ verdict, runs, history, abandoned }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { met, cancelled, skipped } = verdict;
  // What still runs and is late counts as late to whoever reads.
  const overdue = runs.filter((run) => run.overdue).length;
  const breached = verdict.breached + overdue;
  const running = verdict.running - overdue;
  const whole = abandoned && verdict.verdict !== 'breached' ? 'abandoned' : verdict.verdict;
  return (
    <section aria-labelledby="verdicts">
      <h2 id="verdicts">{t('verdicts.title')}</h2>
      <p className={styles.whole} data-testid="verdict" data-verdict={verdict.verdict}>
        <Icon name={whole === 'abandoned' ? 'minus' : icons[whole]} size={16} /> <b>{t(`verdicts.whole.${whole}`)}</b>
        {verdict.corrected && ` (${t('verdicts.corrected')})`} ·{' '}
        {t('verdicts.counts', { met, breached, cancelled, running })}
      </p>
      {skipped.length > 0 && (
        <p className={styles.muted}>
          {t('verdicts.skipped', {
            steps: skipped.map(({ number, name }) => `${number} ${name[language]}`).join(' · '),
          })}
        </p>
      )}
      <table className={`${tables.table} ${tables.cards} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">{t('verdicts.step')}</th>
            <th scope="col">{t('verdicts.verdict')}</th>
            <th scope="col">{t('verdicts.elapsed')}</th>
            <th scope="col">{t('verdicts.who')}</th>
            <th scope="col">{t('verdicts.endedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.runId} run={run} words={history.find(({ type }) => type === run.endedBy?.type)?.label} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RunRow({ run, words }: { run: RunVerdict; words: HistoryEntry['label'] | undefined }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const length = useLength(run.unit);
  const { endedBy } = run;
  const shown = run.overdue ? 'breached' : run.verdict;
  const event = endedBy && (words?.[language] ?? endedBy.type);
  return (
    <tr data-testid="run" data-step={run.step} data-verdict={run.verdict}>
      <th scope="row">
        {run.number > 0 && `${run.number} `}
        {run.name[language]}
      </th>
      <td className={styles.verdict} data-verdict={shown}>
        <Icon name={icons[shown]} size={15} /> {run.overdue ? t('verdicts.overdue') : t(`verdict.${run.verdict}`)}
        {run.corrected && ` (${t('verdicts.corrected')})`}
      </td>
      <td>
        {length(run.elapsed)}
        {run.budget !== null && ` ${t('verdicts.of')} ${length(run.budget)}`}
      </td>
      <td>{run.responsible ?? run.actor[language]}</td>
      <td>{event === null ? '' : [event, endedBy?.name].filter(Boolean).join(' · ')}</td>
    </tr>
  );
}

/** The words for a length counted in ms or in working days. */
function useLength(unit: RunVerdict['unit']): (length: number) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  return (length) =>
    unit === 'workdays'
      ? t('verdicts.days', { count: length, shown: decimal(length, language) })
      : lengthParts(length)
          .map(({ unit: each, count }) => t(`verdicts.${each}`, { count, shown: decimal(count, language) }))
          .join(' ');
}
