import { useTranslation } from 'react-i18next';
import type { AuditCard } from '../../../../server/contract/audit.ts';
import { actionWord } from '../../model/audit.ts';
import { dayAndTime, timeOfDay } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import tables from '../shared/table.module.css';
import { Ticket } from '../shared/ticket.tsx';
import styles from './audit.module.css';

/** The entries found, each in words. */
export function AuditTable({ entries }: { entries: readonly AuditCard[] }) {
  const { t } = useTranslation();
  return (
    <table className={`${tables.table} ${tables.cards} ${styles.table}`}>
      <thead>
        <tr>
          <th scope="col">{t('audit.at')}</th>
          <th scope="col">{t('audit.personId')}</th>
          <th scope="col">{t('audit.kind')}</th>
          <th scope="col">{t('audit.about')}</th>
          <th scope="col">{t('audit.reason')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Entry({ entry }: { entry: AuditCard }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { at, personName, action, reason } = entry;
  const word = actionWord(action);
  return (
    <tr data-testid="audit-entry" data-action={action} data-seq={entry.seq}>
      <td>
        <time dateTime={new Date(at).toISOString()} title={timeOfDay(at, office.timeZone)}>
          {dayAndTime(at, office.timeZone, language)}
        </time>
      </td>
      <td>{personName ?? <span className={styles.muted}>{t('audit.nobody')}</span>}</td>
      <td>
        {word === null ? <code>{action}</code> : t(`audit.action.${word}`, { field: action.replace('reveal.', '') })}
      </td>
      <td>
        <About entry={entry} />
      </td>
      <td>{reason === 'command line' ? t('audit.commandLine') : reason}</td>
    </tr>
  );
}

/** What was done to it: a ticket by its number, a person by name, else as it was written down. */
function About({ entry: { ticketNumber, aboutName, subject, action } }: { entry: AuditCard }) {
  const { t } = useTranslation();
  if (ticketNumber !== null) return <Ticket number={ticketNumber} size="text" />;
  if (aboutName !== null) return aboutName;
  if (action === 'audit.exported' && subject === '') return t('audit.all');
  return <span className={styles.muted}>{subject}</span>;
}
