import { useTranslation } from 'react-i18next';
import type { StepCard } from '../../../../server/contract/steps.ts';
import { countdownOf } from '../../model/countdown.ts';
import { clockOf } from '../../model/format.ts';
import { railOf } from '../../model/steps.ts';
import { useLanguage, useServerNow } from './context.tsx';
import { Icon, type IconName } from './icons.tsx';
import { Provisional } from './provisional.tsx';
import { CountdownRing, CountdownWord } from './ring.tsx';
import styles from './step-rail.module.css';

const icons: Record<Exclude<StepCard['verdict'], 'running'>, IconName> = {
  met: 'check',
  breached: 'breach',
  cancelled: 'minus',
};

/** The steps of the procedure that have begun: a countdown on each that runs, a verdict on each that ended. */
export function StepRail({ steps }: { steps: readonly StepCard[] }) {
  const { t } = useTranslation();
  const now = useServerNow(200);
  const language = useLanguage();
  return (
    <ol className={styles.rail} aria-label={t('case.steps')}>
      {railOf(steps).map(({ run, runs }) => {
        const running = run.verdict === 'running';
        const countdown = countdownOf(run, now);
        return (
          <li
            key={run.step}
            className={styles.step}
            data-testid={`step-${run.step}`}
            data-verdict={run.verdict}
            data-tone={countdown.tone}
            data-number={run.number}
            title={run.name[language]}
          >
            {running ? (
              <CountdownRing countdown={countdown} size={40} />
            ) : (
              <span className={styles.verdict}>
                <Icon name={icons[run.verdict as keyof typeof icons]} size={15} />
              </span>
            )}
            <span className={styles.text}>
              <span className={styles.name}>
                <b>{run.number || ''}</b>{' '}
                <span className={running ? undefined : 'visually-hidden'}>{run.name[language]}</span>
              </span>
              {running ? (
                <CountdownWord countdown={countdown} />
              ) : (
                <span className={styles.took}>
                  {/* The tick says it to the eye; only what went otherwise needs the word. */}
                  <span className={run.verdict === 'met' ? 'visually-hidden' : undefined}>
                    {t(`verdict.${run.verdict}`)}{' '}
                  </span>
                  {run.endedAt !== null && clockOf(run.endedAt - run.startedAt)}
                  {runs > 1 && ` · ${t('case.runs', { count: runs })}`}
                  {run.corrected && ` · ${t('countdown.corrected')}`}
                </span>
              )}
              <Provisional run={run} />
              {run.beyond && <span className={styles.beyond}>{t('countdown.beyond')}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
