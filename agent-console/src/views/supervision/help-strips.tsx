import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { HelpCard, ListeningCard, ListenMode } from '../../../../server/contract/supervision.ts';
import { clockOf } from '../../model/format.ts';
import { useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { sound } from '../shared/sound.ts';
import { ModeButtons } from './mode-buttons.tsx';
import styles from './supervision.module.css';
import { useListening } from './use-listening.ts';
import { useSupervision } from './use-supervision.ts';

interface Props {
  readonly helps: readonly HelpCard[];
  /** What this person listens to: whoever is there already needs no second click. */
  readonly listens: readonly ListeningCard[];
}

/** Above every page: to the agent who asked, whether somebody comes; to a supervisor, who asks, and the way there. */
export function HelpStrips({ helps, listens }: Props) {
  const { me } = useWorkplace().desk;
  const asked = helps.filter(({ agentId }) => agentId !== me.userId);
  useSounded(asked);
  return helps.map((card) =>
    card.agentId === me.userId ? (
      <OwnHelp key={card.callId} card={card} />
    ) : (
      <WantedHelp key={card.callId} card={card} there={listens.some(({ callId }) => callId === card.callId)} />
    ),
  );
}

/** The same for those who only watch. */
export function HelpList({ helps }: { helps: readonly HelpCard[] }) {
  useSounded(helps);
  return helps.map((card) => (
    <section key={card.callId} className={styles.help} data-testid="help-wanted">
      <HelpWords card={card} />
    </section>
  ));
}

/** Once for each who asks, and nobody comes yet. */
function useSounded(helps: readonly HelpCard[]): void {
  const waiting = helps.flatMap(({ callId, takenByName }) => (takenByName === null ? [callId] : [])).join(' ');
  useEffect(() => {
    if (waiting !== '') sound.beep('escalation');
  }, [waiting]);
}

function HelpWords({ card }: { card: HelpCard }) {
  const { t } = useTranslation();
  const now = useServerNow(1_000);
  const { agentName: who, takenByName: by } = card;
  return (
    <p role="alert">
      <Icon name="raise" />
      <span>
        {by === null ? t('supervise.help.wanted', { who }) : t('supervise.help.taken', { who, by })}
        {/* It ticks every second; said once is enough for a screen reader. */}
        <span aria-hidden="true"> · {clockOf(now - card.askedAt)}</span>
      </span>
    </p>
  );
}

function WantedHelp({ card, there }: { card: HelpCard; there: boolean }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const may = useSupervision(true);
  const { listen, error } = useListening();
  const { callId, takenByName } = card;
  const take = useMutation({
    mutationFn: async (mode: ListenMode | null) => {
      await rest.call('takeHelp', { params: { callId } });
      if (mode !== null) await listen.mutateAsync({ callId, mode });
    },
    gcTime: 0,
  });
  const problem = take.error ?? error;
  return (
    <section className={styles.help} data-testid="help-wanted" data-taken={takenByName !== null}>
      <HelpWords card={card} />
      {takenByName === null && !there && (
        <span className={styles.buttons}>
          {may.listens ? (
            <ModeButtons mode={null} disabled={take.isPending} choose={(mode) => take.mutate(mode)} />
          ) : (
            <button
              type="button"
              className={styles.tool}
              disabled={take.isPending}
              onClick={() => take.mutate(null)}
              data-testid="help-take"
            >
              <Icon name="check" size={16} />
              {t('supervise.help.take')}
            </button>
          )}
        </span>
      )}
      {problem !== null && (
        <span role="alert" className={styles.problem}>
          {problemText(problem)}
        </span>
      )}
    </section>
  );
}

function OwnHelp({ card }: { card: HelpCard }) {
  const { t } = useTranslation();
  const { takenByName: who } = card;
  return (
    <section className={styles.strip} data-testid="help-asked" data-taken={who !== null}>
      <p role="status">
        <Icon name={who === null ? 'clock' : 'check'} />
        {who === null ? t('supervise.help.asked') : t('supervise.help.coming', { who })}
      </p>
    </section>
  );
}
