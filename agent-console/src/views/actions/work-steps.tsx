import { useTranslation } from 'react-i18next';
import type { DueReason } from '../../../../server/contract/actions.ts';
import type { StepCard } from '../../../../server/contract/steps.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { countdownOf } from '../../model/countdown.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon, type IconName } from '../shared/icons.tsx';
import { Provisional } from '../shared/provisional.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { useSpanText } from './use-span.ts';
import styles from './work.module.css';

const icons: Record<Exclude<StepCard['verdict'], 'running'>, IconName> = {
  met: 'check',
  breached: 'breach',
  cancelled: 'minus',
};

interface Props {
  readonly card: CaseCard;
  /** Why each running step is due when it is. */
  readonly due: readonly DueReason[];
}

/** The procedure as the case has gone through it: what runs now and until when, and why until then; then what was done. */
export function WorkSteps({ card, due }: Props) {
  const { t } = useTranslation();
  const timed = new Set(card.steps.map(({ runId }) => runId));
  const untimed = card.waitsFor.filter(({ runId }) => runId === null || !timed.has(runId));
  const steps = [...card.steps].sort((a, b) => a.startedAt - b.startedAt);
  const running = steps.filter(({ verdict }) => verdict === 'running');
  const ended = steps.filter(({ verdict }) => verdict !== 'running');
  return (
    <div className={styles.course}>
      {running.length + untimed.length > 0 && (
        <ol className={styles.steps} aria-label={t('work.steps')}>
          {running.map((run) => (
            <RunningStep
              key={run.runId}
              run={run}
              who={card.waitsFor.find(({ runId }) => runId === run.runId)}
              why={due.find(({ runId }) => runId === run.runId)}
            />
          ))}
          {untimed.map((step) => (
            <UntimedStep key={step.runId ?? step.role} step={step} />
          ))}
        </ol>
      )}
      {ended.length > 0 && (
        <details open={ended.length <= fewSteps}>
          <summary>{t('work.ended', { count: ended.length })}</summary>
          <ol className={styles.steps}>
            {ended.map((run) => (
              <EndedStep key={run.runId} run={run} />
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}

/** So many are seen at a glance; more would push what runs now and what follows off the screen. */
const fewSteps = 3;

function EndedStep({ run }: { run: StepCard }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  return (
    <li data-verdict={run.verdict} data-testid={`work-${run.step}`}>
      <span className={styles.verdict}>
        <Icon name={icons[run.verdict as keyof typeof icons]} size={15} />
      </span>
      <span>
        <b>{run.number || ''}</b> {run.name[language]}
        <small>
          {t(`verdict.${run.verdict}`)}
          {run.endedAt !== null && ` · ${t('work.took', { time: dayAndTime(run.endedAt, office.timeZone, language) })}`}
          {run.corrected && ` · ${t('countdown.corrected')}`}
        </small>
      </span>
    </li>
  );
}

interface RunningProps {
  readonly run: StepCard;
  readonly who: CaseCard['waitsFor'][number] | undefined;
  readonly why: DueReason | undefined;
}

function RunningStep({ run, who, why }: RunningProps) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const spanText = useSpanText();
  const countdown = countdownOf(run, useServerNow(500));
  const due = t('work.due', { time: dayAndTime(run.dueAt, office.timeZone, language) });
  return (
    <li data-verdict="running" data-tone={countdown.tone} data-testid={`work-${run.step}`} aria-current="step">
      <CountdownRing countdown={countdown} size={40} />
      <span>
        <b>{run.number || ''}</b> {run.name[language]}
        <small>{who && t('work.waitsFor', { who: who.roleName[language] })}</small>
        {run.stoppedAt === null ? (
          <>
            <small className={styles.left}>
              <CountdownWord countdown={countdown} /> {spanText(countdown.remainingMs)} <Provisional run={run} />
            </small>
            {run.provisional && <small>{t('work.provisionalWhy')}</small>}
            {why === undefined ? (
              <small>{due}</small>
            ) : (
              <details className={styles.why}>
                <summary>{due}</summary>
                <p>
                  <span className="visually-hidden">{t('work.why')}: </span>
                  {why.text[language]}
                </p>
              </details>
            )}
          </>
        ) : (
          <small>{t(who?.untimed === 'hold' ? 'work.hold' : 'work.citizen')}</small>
        )}
      </span>
    </li>
  );
}

function UntimedStep({ step }: { step: CaseCard['waitsFor'][number] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <li data-verdict="running" aria-current="step">
      <span className={styles.verdict}>
        <Icon name="clock" size={15} />
      </span>
      <span>
        <b>{step.number}</b> {step.name[language]}
        <small>
          {t('work.waitsFor', { who: step.roleName[language] })} · {t(`work.${step.untimed ?? 'no_limit'}`)}
        </small>
      </span>
    </li>
  );
}
