import { useTranslation } from 'react-i18next';
import type { CalendarCard, CalendarChangeCard } from '../../../../server/contract/calendar.ts';
import { dayWithWeekday } from '../../model/calendar-words.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { RevokeButton } from '../shared/revoke-button.tsx';
import tables from '../shared/table.module.css';
import styles from './calendar.module.css';
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
  const { office } = useWorkplace().desk;
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
  if (history.length === 0) return <p className={styles.muted}>{t('calendar.noHistory')}</p>;
  return (
    <table className={`${tables.table} ${tables.cards}`}>
      <caption className="visually-hidden">{t('calendar.history')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('calendar.when')}</th>
          <th scope="col">{t('calendar.who')}</th>
          <th scope="col">{t('calendar.what')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('calendar.undo')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {history.map(({ changeId, at, byName, cause, lines, undoable }) => {
          const when = dayAndTime(at, office.timeZone, language);
          return (
            <tr key={changeId} data-testid="calendar-change" data-cause={cause}>
              <th scope="row">{when}</th>
              <td>
                {byName ?? ''} {t(`calendar.causes.${cause}`)}
              </td>
              <td className={styles.lines}>
                {lines.length <= linesAtOnce ? (
                  all(lines)
                ) : (
                  <details>
                    <summary>
                      {t('calendarTable.days', { shown: lines.length, first: called(lines[0]?.key ?? '') })}
                    </summary>
                    {all(lines)}
                  </details>
                )}
              </td>
              <td className={styles.tools}>
                {undoable && (
                  <RevokeButton
                    label={t('calendar.undo')}
                    sureLabel={t('calendar.undoSure')}
                    of={t('calendar.undoOf', { at: when })}
                    busy={busy}
                    revoke={() => undo(changeId)}
                    testId="calendar-undo"
                  />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
