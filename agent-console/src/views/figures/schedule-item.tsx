import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ReportRun, ScheduleCard } from '../../../../server/contract/report-schedules.ts';
import { dayAndTime, wholeNumber } from '../../model/format.ts';
import { useLanguage } from '../shared/context.tsx';
import { useFigureWords } from './words.ts';

interface Props {
  readonly card: ScheduleCard;
  readonly zone: string;
  readonly people: readonly { readonly personId: string; readonly name: string }[];
  /** Whether anything can be sent. */
  readonly mail: boolean;
  readonly busy: boolean;
  readonly acts: Readonly<Record<'send' | 'edit' | 'pause' | 'delete', () => void>>;
}

/** One schedule: what, when, to whom, what became of it, and what can be done about it. */
export function ScheduleItem({ card, zone, people, mail, busy, acts }: Props) {
  const language = useLanguage();
  const words = useFigureWords().schedules;
  const whatText = useWhatText();
  const turnText = useTurnText();
  const [sure, setSure] = useState(false);
  const { name, period, time, formats, active, nextAt, ownerName, last } = card;
  const names = card.recipients.flatMap((id) => people.find(({ personId }) => personId === id)?.name ?? []);
  const button = (what: string, label: string, act: () => void, disabled = false) => (
    <Button
      {...{ size: 'compact-sm', variant: 'default', disabled: disabled || busy }}
      onClick={act}
      aria-label={`${label}: ${name}`}
      data-testid={`schedule-${what}`}
    >
      {label}
    </Button>
  );
  return (
    <li data-testid="schedule">
      <strong>{name}</strong>
      <p>
        {[whatText(card, card.serviceName?.[language]), words.periods[period]].join(' · ')}
        <br />
        {[`${turnText(card)}, ${time}`, formats.map((format) => format.toUpperCase()).join(' + ')].join(' · ')}
        {ownerName !== null && ` · ${words.owner(ownerName)}`}
        <br />
        {words.to(names.join(', '))}
      </p>
      <p data-testid="schedule-next">
        {active && nextAt !== null ? words.next(dayAndTime(nextAt, zone, language)) : words.rests}
      </p>
      {last === null ? <p data-testid="schedule-last">{words.never}</p> : <Last run={last} zone={zone} />}
      <Group gap={8}>
        {button('send', words.sendNow, acts.send, !mail || last?.state === 'pending')}
        {button('edit', words.edit, acts.edit)}
        {button('pause', active ? words.pause : words.resume, acts.pause, !active && !mail)}
        <Button
          size="compact-sm"
          variant={sure ? 'filled' : 'default'}
          color={sure ? 'red' : undefined}
          disabled={busy}
          onClick={() => (sure ? acts.delete() : setSure(true))}
          onBlur={() => setSure(false)}
          aria-label={`${sure ? words.deleteSure : words.delete}: ${name}`}
          data-testid="schedule-delete"
        >
          {sure ? words.deleteSure : words.delete}
        </Button>
      </Group>
    </li>
  );
}

/** What became of a run, for each of its recipients where it did not simply reach them. */
function Last({ run, zone }: { run: ReportRun; zone: string }) {
  const language = useLanguage();
  const words = useFigureWords().schedules;
  const { state, reason, dueAt, nextTryAt, told, missed } = run;
  const result = [
    words.results[state],
    ...(reason === null ? [] : [words.reasons[reason]]),
    ...(state === 'pending' && reason !== null && nextTryAt !== null
      ? [words.again(dayAndTime(nextTryAt, zone, language))]
      : []),
  ].join(', ');
  return (
    <>
      <p data-testid="schedule-last" data-state={state}>
        {words.last(dayAndTime(dueAt, zone, language), result)}
        {missed > 0 && ` ${words.missed(wholeNumber(missed, language))}`}
      </p>
      <ul data-testid="schedule-told">
        {told.map(({ name, outcome }) => (
          <li key={name}>{`${name}: ${words.outcomes[outcome]}`}</li>
        ))}
      </ul>
    </>
  );
}

/** `Setiap minggu pada Senin`. */
function useTurnText(): (of: Pick<ScheduleCard, 'every' | 'on'>) => string {
  const { schedules, weekdays } = useFigureWords();
  return ({ every, on }) => {
    if (every === 'day') return schedules.turns.day;
    return every === 'week'
      ? `${schedules.turns.week}, ${weekdays[on % 7]}`
      : `${schedules.turns.month}, ${schedules.onDay(on)}`;
  };
}

/** Which report with which filters, in words. */
export function useWhatText(): (of: Pick<ScheduleCard, 'report' | 'asked'>, service?: string | undefined) => string {
  const words = useFigureWords();
  return ({ report, asked }, service) => {
    const told = ['calls', 'cases', 'open', 'messages'].includes(report);
    const key = asked.field ?? words.keys[asked.by];
    const only = service ?? asked.service;
    return [
      words.reports[report],
      ...(told ? [words.schedules.by(key)] : []),
      ...(report === 'heat' ? [words.columns[asked.measure]] : []),
      ...(['calls', 'cases', 'messages', 'steps'].includes(report) ? [words.intervals[asked.interval]] : []),
      ...(only === undefined ? [] : [words.schedules.only(only)]),
    ].join(' · ');
  };
}
