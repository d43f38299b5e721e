import { useTranslation } from 'react-i18next';
import type { CalendarCard, CalendarChangeCard } from '../../../../server/contract/calendar.ts';
import { dayWithWeekday } from '../../model/calendar-words.ts';
import { ChangeHistory } from '../shared/change-history.tsx';
import { useLanguage } from '../shared/context.tsx';
import { HoursChange } from './hours-change.tsx';

type Line = CalendarChangeCard['lines'][number];

const isHours = (value: Line['after']): value is Extract<Line['after'], { hours: unknown }> =>
  value !== null && typeof value === 'object' && 'hours' in value;
const hoursIn = (value: Line['after']) => (isHours(value) ? value.hours : null);

/** More lines are shown when they are asked for: a year's table has twenty-five. */
const linesAtOnce = 2;

interface Props {
  readonly history: readonly CalendarChangeCard[];
  readonly calendars: readonly Pick<CalendarCard, 'id' | 'title'>[];
  readonly undo: (changeId: string) => void;
  readonly busy: boolean;
}

/** Who changed what and when, before and after; the newest can be taken back. */
export function CalendarHistory({ history, calendars, undo, busy }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const said = (value: Exclude<Line['after'], { hours: unknown }>): string => {
    if (value === null) return t('calendar.filesHold');
    if (value === 'none') return t('calendar.noHoliday');
    if (value === 'whole') return t('calendar.whole');
    return `${t(`calendar.kinds.${value.kind}`)}: ${value.name[language]}`;
  };
  const called = (key: string) => {
    const at = key.lastIndexOf('@');
    if (at < 0) return key.length === 4 ? key : dayWithWeekday(key, language);
    const title = calendars.find(({ id }) => id === key.slice(0, at))?.title[language] ?? key.slice(0, at);
    const day = dayWithWeekday(key.slice(at + 1), language);
    return t('hours.of', { title, day, interpolation: { escapeValue: false } });
  };
  const changed = (before: Line['before'], after: Line['after']) => {
    const [one, other] = [hoursIn(before), hoursIn(after)];
    if (one !== null && other !== null) return <HoursChange before={one} after={other} />;
    return isHours(before) || isHours(after) ? null : `${said(before)} → ${said(after)}`;
  };
  const all = (lines: CalendarChangeCard['lines']) =>
    lines.map(({ key, before, after }) => (
      <div key={key}>
        {called(key)}: {changed(before, after)}
      </div>
    ));
  return (
    <ChangeHistory
      id="calendar"
      history={history}
      caption={t('calendar.history')}
      none={t('calendar.noHistory')}
      causeOf={({ cause }) => t(`calendar.causes.${cause}`)}
      lines={({ lines }) =>
        lines.length <= linesAtOnce ? (
          all(lines)
        ) : (
          <details>
            <summary>{t('calendarTable.days', { shown: lines.length, first: called(lines[0]?.key ?? '') })}</summary>
            {all(lines)}
          </details>
        )
      }
      undo={undo}
      busy={busy}
    />
  );
}
