import { useTranslation } from 'react-i18next';
import type { ListeningCard } from '../../../../server/contract/supervision.ts';
import { clockOf } from '../../model/format.ts';
import { useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { ModeButtons, TakeOverButton } from './mode-buttons.tsx';
import styles from './supervision.module.css';
import { useListening } from './use-listening.ts';

/** A conversation that is listened to, on whatever page: to its listener the ways to go on, to its agent by whom. */
export function ListeningStrips({ listenings }: { listenings: readonly ListeningCard[] }) {
  const { me } = useWorkplace().desk;
  return listenings.map((card) =>
    card.supervisorId === me.userId ? (
      <OwnListening key={card.listenId} card={card} />
    ) : (
      <ListenedTo key={card.listenId} card={card} />
    ),
  );
}

function OwnListening({ card }: { card: ListeningCard }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const now = useServerNow(1_000);
  const { listen, stop, takeOver, error } = useListening();
  const busy = listen.isPending || takeOver.isPending;
  const { callId, mode, since, agentName: who } = card;
  return (
    <section className={styles.strip} data-testid="listening" data-mode={mode} data-on={since !== null}>
      <p role="status">
        <Icon name={since === null ? 'phone' : 'sound'} />
        <span>
          {t(`supervise.mine.${since === null ? 'rings' : mode}`, { who })}
          {since !== null && <span aria-hidden="true"> · {clockOf(now - since)}</span>}
        </span>
      </p>
      <span className={styles.buttons}>
        {since !== null && (
          <ModeButtons mode={mode} disabled={busy} choose={(to) => listen.mutate({ callId, mode: to })} />
        )}
        {since !== null && <TakeOverButton disabled={busy} take={() => takeOver.mutate(callId)} />}
        <button
          type="button"
          className={styles.tool}
          disabled={stop.isPending}
          onClick={() => stop.mutate(callId)}
          data-testid="supervise-stop"
        >
          <Icon name="cross" size={16} />
          {t('supervise.stop')}
        </button>
      </span>
      {error !== null && (
        <span role="alert" className={styles.problem}>
          {problemText(error)}
        </span>
      )}
    </section>
  );
}

function ListenedTo({ card: { mode, supervisorName: who } }: { card: ListeningCard }) {
  const { t } = useTranslation();
  return (
    <section className={styles.strip} data-testid="listened-to" data-mode={mode}>
      <p role="status">
        <Icon name="sound" />
        {t(`supervise.about.${mode}`, { who })}
      </p>
    </section>
  );
}
