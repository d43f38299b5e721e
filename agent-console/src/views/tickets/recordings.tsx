import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordingCard } from '../../../../server/contract/recordings.ts';
import { clockOf, dayAndTime, timeOfDay } from '../../model/format.ts';
import { listeners } from '../../wire/contract.ts';
import { AskedReason } from '../shared/asked-reason.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import { Player } from '../shared/player.tsx';
import { VoiceMessage } from '../shared/voice-messages.tsx';
import styles from './tickets.module.css';

/** What was recorded of a ticket's call; who may listen says why first. */
export function Recordings({ recordings }: { recordings: readonly RecordingCard[] }) {
  const { t } = useTranslation();
  if (recordings.length === 0) return null;
  return (
    <section aria-labelledby="recordings">
      <h2 id="recordings">{t('recordings.title')}</h2>
      <ul className={styles.recordings}>
        {recordings.map((recording) =>
          recording.kind === 'message' ? (
            <VoiceMessage key={recording.reference} message={recording} />
          ) : (
            <Recording key={recording.reference} recording={recording} />
          ),
        )}
      </ul>
    </section>
  );
}

function Recording({ recording }: { recording: RecordingCard }) {
  const { callId, reference, startedAt, lengthMs, whole, pauses } = recording;
  const { t } = useTranslation();
  const { me, office, rest } = useWorkplace().desk;
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const [sound, setSound] = useState<Blob | null>(null);
  const time = startedAt === null ? t('recordings.noTime') : dayAndTime(startedAt, office.timeZone, language);
  const what = t('recordings.what', { time, length: clockOf(lengthMs) });
  const timeOf = (at: number) => timeOfDay(at, office.timeZone);
  const mayListen = listeners.some((role) => role === me.role);
  return (
    <li data-testid="recording">
      <span>
        {what}
        {!whole && <strong data-testid="recording-not-whole"> · {t('recordings.notWhole')}</strong>}
        {pauses.map(({ beganAt, endedAt }) => (
          <small key={beganAt} data-testid="recording-pause">
            {' · '}
            {endedAt === null
              ? t('recordings.pausedToEnd', { from: timeOf(beganAt) })
              : t('recordings.pausedFrom', { from: timeOf(beganAt), to: timeOf(endedAt) })}
          </small>
        ))}
      </span>
      {mayListen && sound === null && (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<Icon name="play" size={16} />}
          aria-label={t('recordings.listenTo', { what })}
          data-testid="recording-listen"
          onClick={() => setAsking(true)}
        >
          {t('recordings.listen')}
        </Button>
      )}
      {sound !== null && <Player sound={sound} label={what} />}
      {asking && (
        <AskedReason
          title={t('recordings.listenTo', { what })}
          submit={t('recordings.listen')}
          testId="recording"
          of="listen"
          body={(reason) => ({ reason })}
          ask={async (reason) =>
            setSound(await rest.blob('listen', { params: { callId, reference }, body: { reason } }))
          }
          close={() => setAsking(false)}
        />
      )}
    </li>
  );
}
