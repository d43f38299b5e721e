import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RetentionReport as Report } from '../../../../server/contract/privacy.ts';
import { dayAndTime, wholeNumber } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import tables from '../shared/table.module.css';
import styles from './privacy.module.css';

/** How long what is kept, what each day let go of, and what others have still to delete. */
export function RetentionReport() {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({
    queryKey: ['retention'],
    queryFn: () => rest.call('retention', {}),
    refetchInterval: 60_000,
  });
  return (
    <section data-testid="retention">
      <h2>{t('privacy.retention')}</h2>
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {found.data !== undefined && (
        <>
          <Classes report={found.data} />
          <Outside outside={found.data.outside} />
          <Runs runs={found.data.runs} />
        </>
      )}
    </section>
  );
}

function Classes({ report: { classes, runs } }: { report: Report }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const last = (of: string) => runs.find((run) => run.of === of && run.endedAt !== null)?.endedAt ?? null;
  return (
    <table className={`${tables.table} ${tables.cards}`}>
      <thead>
        <tr>
          <th scope="col">{t('privacy.kept')}</th>
          <th scope="col">{t('privacy.keptFor')}</th>
          <th scope="col">{t('privacy.lastRun')}</th>
        </tr>
      </thead>
      <tbody>
        {classes.map(({ of, days }) => {
          const at = last(of);
          return (
            <tr key={of} data-testid="retention-class" data-class={of}>
              <th scope="row">{t(`privacy.class.${of}`)}</th>
              <td>
                {of === 'sessions' || of === 'audit'
                  ? t(`privacy.why.${of}`)
                  : days === null
                    ? t('privacy.always')
                    : t('privacy.days', { shown: wholeNumber(days, language) })}
              </td>
              <td>
                {at === null ? (
                  <span className={styles.dash}>{t('common.noValue')}</span>
                ) : (
                  dayAndTime(at, office.timeZone, language)
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What is still with somebody else, and why. */
function Outside({ outside }: { outside: Report['outside'] }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  if (outside.length === 0) return null;
  return (
    <ul className={styles.list}>
      {outside.map(({ kind, holder, waiting, since, fault }) => (
        <li key={`${kind} ${holder}`} className={fault === null ? undefined : styles.warning} data-testid="outside">
          <span>
            {t(`privacy.outside.${kind}`, {
              holder,
              shown: wholeNumber(waiting, language),
              at: dayAndTime(since, office.timeZone, language),
            })}
          </span>
          {fault !== null && <span>{t('privacy.outsideFault', { fault })}</span>}
        </li>
      ))}
    </ul>
  );
}

function Runs({ runs }: { runs: Report['runs'] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (runs.length === 0) return <p className={styles.muted}>{t('privacy.noRuns')}</p>;
  return (
    <details className={styles.runs ?? ''}>
      <summary>{t('privacy.runs')}</summary>
      <ul className={styles.list}>
        {runs.map(({ day, of, done, endedAt, fault }) => (
          <li key={`${day} ${of}`} data-testid="retention-run" data-class={of} data-fault={fault}>
            <strong>{day}</strong>
            <span>{t('privacy.run', { of: t(`privacy.class.${of}`), shown: wholeNumber(done, language) })}</span>
            {fault !== null && <span>{t(`privacy.runFault.${fault}`)}</span>}
            {fault === null && endedAt === null && <span>{t('privacy.runGoesOn')}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
