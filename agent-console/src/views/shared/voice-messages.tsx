import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RecordingCard } from '../../../../server/contract/recordings.ts';
import { clockOf, dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';
import { Player } from './player.tsx';
import { useProblemText } from './save.tsx';
import styles from './voice-messages.module.css';

/** What citizens have said to nobody, for whoever works on the ticket. */
export function VoiceMessages({ recordings }: { recordings: readonly RecordingCard[] }) {
  const { t } = useTranslation();
  const messages = recordings.filter(({ kind }) => kind === 'message');
  if (messages.length === 0) return null;
  return (
    <ul className={styles.messages} aria-label={t('recordings.messages')}>
      {messages.map((message) => (
        <VoiceMessage key={message.reference} message={message} />
      ))}
    </ul>
  );
}

export function VoiceMessage({ message }: { message: RecordingCard }) {
  const { t } = useTranslation();
  const { office, rest } = useWorkplace().desk;
  const language = useLanguage();
  const problemText = useProblemText();
  const { callId, reference, startedAt, lengthMs } = message;
  const fetched = useMutation({
    mutationFn: () => rest.blob('hearMessage', { params: { callId, reference } }),
    gcTime: 0,
  });
  const time = startedAt === null ? t('recordings.noTime') : dayAndTime(startedAt, office.timeZone, language);
  const what = t('recordings.what', { time, length: clockOf(lengthMs) });
  return (
    <li className={styles.message} data-testid="voice-message">
      <span>
        {t('recordings.message')} · {what}
      </span>
      {fetched.data === undefined ? (
        <Button
          size="compact-md"
          variant="default"
          loading={fetched.isPending}
          leftSection={<Icon name="play" size={16} />}
          aria-label={t('recordings.hear', { what })}
          data-testid="voice-message-hear"
          onClick={() => fetched.mutate()}
        >
          {t('recordings.listen')}
        </Button>
      ) : (
        <Player sound={fetched.data} label={what} />
      )}
      {fetched.isError && <span role="alert">{problemText(fetched.error)}</span>}
    </li>
  );
}
