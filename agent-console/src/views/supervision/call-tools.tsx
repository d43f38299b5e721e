import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import type { ListeningCard } from '../../../../server/contract/supervision.ts';
import type { CallCard } from '../../../../server/contract/views.ts';
import { isListenable, isWaiting } from '../../model/floor.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { useProblemText } from '../shared/save.tsx';
import { ModeButtons, TakeOverButton } from './mode-buttons.tsx';
import { MoveCaller } from './move-caller.tsx';
import styles from './supervision.module.css';
import { useListening } from './use-listening.ts';
import type { Supervision } from './use-supervision.ts';

interface Props {
  readonly call: CallCard;
  /** This supervisor’s own listening to it. */
  readonly mine: ListeningCard | undefined;
  readonly may: Supervision;
  readonly agents: readonly AgentCard[];
}

/** What a supervisor can do with a call, in its row of the floor. */
export function CallTools({ call, mine, may, agents }: Props) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { listen, takeOver, error } = useListening();
  const { rest } = useWorkplace().desk;
  const first = useMutation({
    mutationFn: (callId: string) => rest.call('serveFirst', { params: { callId } }),
    gcTime: 0,
  });
  const { callId } = call;
  const talks = isListenable(call);
  // Once it is listened to, the strip at the top has the ways to go on.
  const tools = {
    listen: talks && may.listens && mine === undefined,
    takeOver: talks && may.takesOver && mine === undefined,
    first: call.phase === 'queued' && may.first,
    // Also while he rings somebody in vain.
    move: call.queuedAt !== null && isWaiting(call) && may.moves,
  };
  if (!Object.values(tools).includes(true)) return null;
  const problem = error ?? first.error;
  const busy = listen.isPending || takeOver.isPending;
  return (
    <span className={styles.tools}>
      <fieldset aria-label={t('supervise.tools', { who: call.agentName ?? call.ticketNumber ?? '' })}>
        {tools.listen && <ModeButtons mode={null} disabled={busy} choose={(mode) => listen.mutate({ callId, mode })} />}
        {tools.takeOver && <TakeOverButton disabled={busy} take={() => takeOver.mutate(callId)} />}
        {tools.first && !first.isSuccess && (
          <button
            type="button"
            className={styles.tool}
            disabled={first.isPending}
            onClick={() => first.mutate(callId)}
            data-testid="supervise-first"
          >
            <Icon name="raise" size={16} />
            {t('supervise.first')}
          </button>
        )}
        {tools.move && <MoveCaller call={call} agents={agents} />}
      </fieldset>
      {tools.first && first.isSuccess && (
        <span role="status" className={styles.done} data-testid="supervise-first-done">
          <Icon name="check" size={16} />
          {t('supervise.firstDone')}
        </span>
      )}
      {problem !== null && (
        <span role="alert" className={styles.problem} data-testid="supervise-problem">
          {problemText(problem)}
        </span>
      )}
    </span>
  );
}
