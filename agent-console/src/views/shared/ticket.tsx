import { spelled, ticketParts } from '../../model/format.ts';
import styles from './ticket.module.css';

/** A ticket number; the serial stands out, because that is what people repeat to each other. */
export function Ticket({
  number,
  size = 'm',
  testId,
}: {
  number: string;
  size?: 'text' | 's' | 'm' | 'l';
  testId?: string;
}) {
  const parts = ticketParts(number);
  return (
    <span className={styles.ticket} data-size={size}>
      <span className="visually-hidden">{spelled(number)}</span>
      {/* Once for the eye; a screen reader gets it digit by digit. */}
      <span aria-hidden="true" data-testid={testId}>
        {parts === null ? (
          number
        ) : (
          <>
            <span className={styles.faint}>{`${parts.code}-${parts.day}-`}</span>
            <span className={styles.serial} data-serial="">
              {parts.serial}
            </span>
          </>
        )}
      </span>
    </span>
  );
}
