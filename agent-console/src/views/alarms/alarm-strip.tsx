import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmCard } from '../../../../server/contract/alarms.ts';
import { entriesOf } from '../../../../server/contract/live.ts';
import { alarmWords, isQuiet } from '../../model/alarms.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useTopic, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { sound } from '../shared/sound.ts';
import { Ticket } from '../shared/ticket.tsx';
import styles from './alarm-strip.module.css';

/** So many are read at a glance; the others are a press away. */
const shownAtOnce = 2;

/** What is told of people, above every page of those in charge, until they say that they have looked at it. */
export function AlarmStrip() {
  const { t } = useTranslation();
  const { snapshot } = useTopic('alarms');
  const [all, setAll] = useState(false);
  const alarms =
    snapshot &&
    entriesOf(snapshot, 'alarms').sort((a, b) => Number(isQuiet(a)) - Number(isQuiet(b)) || b.lastAt - a.lastAt);
  const loud = alarms?.filter((alarm) => !isQuiet(alarm)) ?? null;
  const said = useSaid(loud);
  const shown = (all ? alarms : loud?.slice(0, shownAtOnce)) ?? [];
  const folded = (alarms?.length ?? 0) - Math.min(loud?.length ?? 0, shownAtOnce);
  const quiet = (alarms?.length ?? 0) - (loud?.length ?? 0);
  return (
    <section
      aria-label={t('alarm.title')}
      className={styles.strip}
      data-testid="alarms"
      data-count={loud?.length}
      data-none={!alarms?.length || undefined}
    >
      <p className="visually-hidden" role="alert">
        {said}
      </p>
      <ul>
        {shown.map((alarm) => (
          <Alarm key={alarm.alarmId} alarm={alarm} />
        ))}
      </ul>
      {quiet > 0 && !all && <span data-testid="alarms-quiet">{t('alarm.quiet', { shown: quiet })}</span>}
      {folded > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          data-testid="alarms-more"
        >
          {all ? t('alarm.fewer') : t('alarm.more', { shown: folded })}
        </Button>
      )}
    </section>
  );
}

function Alarm({ alarm }: { alarm: AlarmCard }) {
  const { t } = useTranslation();
  const { rest, office } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const acknowledge = useMutation({
    mutationFn: () => rest.call('acknowledgeAlarm', { params: { alarmId: alarm.alarmId } }),
  });
  const { ticketNumber, reason, count, lastAt, kind } = alarm;
  const { text, who } = useAlarmText()(alarm);
  return (
    <li data-testid="alarm" data-kind={kind} data-quiet={isQuiet(alarm)}>
      <Icon name="warn" size={20} />
      <span className={styles.words}>
        <strong>{who}</strong> {text}
        {ticketNumber !== null && (
          <>
            {' '}
            <Ticket number={ticketNumber} size="text" />
          </>
        )}
        {reason !== null && <q>{reason}</q>}
        <small>
          {dayAndTime(lastAt, office.timeZone, language)}
          {count > 1 && ` · ${t('alarm.times', { shown: count })}`}
        </small>
        {acknowledge.isError && <span role="alert">{problemText(acknowledge.error)}</span>}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        loading={acknowledge.isPending}
        onClick={() => acknowledge.mutate()}
        aria-label={`${t('alarm.seen')}: ${who} ${text}`}
        data-testid="alarm-seen"
      >
        {t('alarm.seen')}
      </Button>
    </li>
  );
}

function useAlarmText(): (alarm: AlarmCard) => { readonly who: string; readonly text: string } {
  const { t } = useTranslation();
  return (alarm) => {
    const { key, ...words } = alarmWords(alarm);
    const nobody = alarm.kind === 'recording.failed' ? 'alarm.machine' : 'alarm.nobody';
    return { who: alarm.personName ?? t(nobody), text: t(`alarm.kind.${key}`, words) };
  };
}

/** Says what is new, and sounds; what lay there when the page was opened is read, not heard. */
function useSaid(alarms: readonly AlarmCard[] | null): string {
  const alarmText = useAlarmText();
  const known = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState('');
  const now = alarms?.map(({ alarmId, count }) => `${alarmId} ${count}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language says nothing anew
  useEffect(() => {
    if (alarms === null) return;
    const before = known.current;
    const fresh = alarms.filter(({ alarmId, count }) => before !== null && !before.has(`${alarmId} ${count}`));
    known.current = new Set(now?.split('\n'));
    const [first] = fresh;
    if (first === undefined) return;
    sound.beep('warning');
    const { who, text } = alarmText(first);
    setSaid(`${who} ${text}`);
  }, [now]);
  return said;
}
