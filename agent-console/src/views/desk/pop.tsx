import { Button, Kbd } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerCandidate, OfferCard, TicketBrief } from '../../../../server/contract/views.ts';
import { offerCountdown } from '../../model/countdown.ts';
import { clockOf, dayAndTime } from '../../model/format.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { PhoneHere } from '../shared/phone-here.tsx';
import { CountdownRing, CountdownWord } from '../shared/ring.tsx';
import { sound } from '../shared/sound.ts';
import { Ticket } from '../shared/ticket.tsx';
import type { PhoneActions } from '../shared/use-desk.ts';
import { Words } from '../shared/words.tsx';
import { goTo } from '../shell/route.ts';
import styles from './pop.module.css';

interface Props {
  readonly offer: OfferCard;
  readonly phone: PhoneActions;
  /** Beside other work: a narrow card in the corner. */
  readonly small: boolean;
}

/** The screen pop: a call ringing here now. It takes no focus and goes when the ring is over, however it ended. */
export function Pop({ offer, phone, small }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useServerNow(100);
  const countdown = offerCountdown(offer, now);
  const { consults, from } = offer;
  const rings = consults !== 'talks';
  useEffect(() => (rings ? sound.ring() : undefined), [rings]);
  const nobody = offer.candidates.length === 0;
  return (
    <section
      className={styles.pop}
      data-small={small}
      data-testid="pop"
      data-call-id={offer.callId}
      data-offer-id={offer.offerId}
      data-consults={consults ?? undefined}
      aria-label={t(consults === null ? 'pop.title' : 'transfer.popTitle')}
    >
      <header className={styles.head}>
        <div>
          <h2>
            <Icon name="phone" />
            {t(consults === null ? 'pop.title' : 'transfer.popTitle')}
          </h2>
          {from !== null && (
            <p className={styles.note} data-testid="pop-from">
              {t(consults === null ? 'transfer.from' : rings ? 'transfer.consultedBy' : 'transfer.consultingWith', {
                who: from,
              })}
            </p>
          )}
          <p className={styles.ticket}>
            {offer.ticketNumber === null ? (
              <span data-testid="pop-ticket">{t('pop.ticketComing')}</span>
            ) : (
              <Ticket number={offer.ticketNumber} size={small ? 'm' : 'l'} testId="pop-ticket" />
            )}
          </p>
          <p className={styles.meta}>
            <span data-testid="pop-queue">{offer.queue[language]}</span>
            {offer.waitingSince !== null && <span>{t('pop.waited', { time: clockOf(now - offer.waitingSince) })}</span>}
          </p>
        </div>
        {consults === null && (
          <div className={styles.countdown} data-testid="pop-countdown" data-tone={countdown.tone}>
            <CountdownRing countdown={countdown} size={small ? 64 : 92} />
            <CountdownWord countdown={countdown} />
          </div>
        )}
      </header>
      <div className={styles.body}>
        <div>
          <h3>{t('pop.from')}</h3>
          <p className={styles.phone}>{offer.phoneMasked ?? t('pop.withheld')}</p>
          {nobody && offer.phoneMasked !== null && (
            <p className={styles.note}>{t(offer.tickets.length > 0 ? 'pop.unnamedYet' : 'pop.unknown')}</p>
          )}
          {!nobody && <Candidates candidates={offer.candidates} />}
        </div>
        {offer.tickets.length > 0 && (
          <div>
            <h3>{t('pop.tickets')}</h3>
            <TicketBriefs tickets={offer.tickets.slice(0, small ? 3 : 6)} />
          </div>
        )}
      </div>
      <footer className={styles.foot}>
        {from !== null && offer.caseId !== null && (
          <Button
            variant="default"
            onClick={() => offer.caseId !== null && goTo({ page: 'tickets', caseId: offer.caseId })}
            data-testid="pop-open-ticket"
          >
            {t('transfer.openTicket')}
          </Button>
        )}
        {!rings && phone.state.controls.mute && (
          <Button
            variant="default"
            leftSection={<Icon name={phone.state.muted ? 'micOff' : 'mic'} />}
            rightSection={<Kbd className={styles.key ?? ''}>{keyOf.mute}</Kbd>}
            aria-pressed={phone.state.muted}
            onClick={phone.toggleMute}
            data-testid="pop-mute"
          >
            {t(phone.state.muted ? 'case.unmute' : 'case.mute')}
          </Button>
        )}
        {!rings ? (
          phone.state.controls.hangup && (
            <Button
              variant="default"
              leftSection={<Icon name="hangup" />}
              onClick={phone.hangup}
              data-testid="pop-leave"
            >
              {t('transfer.leave')}
            </Button>
          )
        ) : phone.state.controls.answer ? (
          <Button
            size={small ? 'md' : 'lg'}
            leftSection={<Icon name="phone" size={20} />}
            rightSection={<Kbd className={styles.key ?? ''}>{keyOf.answer}</Kbd>}
            onClick={phone.answer}
            data-testid="pop-answer"
          >
            {t('pop.answer')}
          </Button>
        ) : phone.state.status === 'other-tab' ? (
          <>
            <p className={styles.note}>{t('phone.inOtherTab')}</p>
            <PhoneHere size={small ? 'md' : 'lg'} />
          </>
        ) : (
          <p className={styles.note}>{t('phone.onPhone')}</p>
        )}
        {phone.state.problem !== null && (
          <p className={styles.problem} role="alert">
            {t(`phone.${phone.state.problem}`)}
          </p>
        )}
      </footer>
    </section>
  );
}

function Candidates({ candidates }: { candidates: readonly CallerCandidate[] }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className={styles.candidates} data-testid="pop-candidates">
        {candidates.map((candidate) => (
          <li key={candidate.callerId}>
            <span className={styles.maybe}>{t('pop.maybe')}</span>
            <strong>
              <Words text={candidate.name ?? t('pop.unnamed')} />
            </strong>
            <span className={styles.note}>
              {[
                candidate.address,
                t('pop.contacts', { count: candidate.ticketCount }),
                candidate.prankCount > 0 ? t('pop.pranks', { count: candidate.prankCount }) : null,
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {candidates.length > 1 && <p className={styles.note}>{t('pop.maybeNote')}</p>}
    </>
  );
}

/** Earlier tickets, in a line each. */
export function TicketBriefs({ tickets }: { tickets: readonly TicketBrief[] }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  return (
    <ul className={styles.tickets}>
      {tickets.map((ticket) => (
        <li key={ticket.caseId}>
          <Ticket number={ticket.ticketNumber} size="s" />
          <span className={styles.status} data-status={ticket.status}>
            {t(`status.${ticket.status}`)}
          </span>
          <span className={styles.note}>
            {(ticket.category ?? ticket.kind).name[language]}
            {' · '}
            {dayAndTime(ticket.openedAt, office.timeZone, language)}
          </span>
        </li>
      ))}
    </ul>
  );
}
