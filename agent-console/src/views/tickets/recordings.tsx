import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listeners, type RecordingCard } from '../../../../server/contract/recordings.ts';
import { clockOf, dayAndTime } from '../../model/format.ts';
import { checkBody } from '../../wire/check.ts';
import { AskedReason } from '../shared/asked-reason.tsx';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './tickets.module.css';

/** What was recorded of a ticket's call; who may listen says why first. */
export function Recordings({ recordings }: { recordings: readonly RecordingCard[] }) {
  const { t } = useTranslation();
  if (recordings.length === 0) return null;
  return (
    <section aria-labelledby="recordings">
      <h2 id="recordings">{t('recordings.title')}</h2>
      <ul className={styles.recordings}>
        {recordings.map((recording) => (
          <Recording key={recording.reference} recording={recording} />
        ))}
      </ul>
    </section>
  );
}

function Recording({ recording: { callId, reference, startedAt, lengthMs } }: { recording: RecordingCard }) {
  const { t } = useTranslation();
  const { me, office, rest } = useWorkplace().desk;
  const language = useLanguage();
  const [asking, setAsking] = useState(false);
  const [sound, setSound] = useState<Blob | null>(null);
  const time = startedAt === null ? t('recordings.noTime') : dayAndTime(startedAt, office.timeZone, language);
  const what = t('recordings.what', { time, length: clockOf(lengthMs) });
  const mayListen = listeners.some((role) => role === me.role);
  return (
    <li data-testid="recording">
      <span>{what}</span>
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
          check={(reason) => checkBody('listen', { reason })}
          ask={async (reason) =>
            setSound(await rest.blob('listen', { params: { callId, reference }, body: { reason } }))
          }
          close={() => setAsking(false)}
        />
      )}
    </li>
  );
}

/** Silent until it is started: others may be within hearing. */
function Player({ sound, label }: { sound: Blob; label: string }) {
  const player = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(sound);
    if (player.current) {
      player.current.src = address;
      player.current.focus();
    }
    return () => URL.revokeObjectURL(address);
  }, [sound]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
    <audio ref={player} controls controlsList="nodownload" aria-label={label} data-testid="recording-player" />
  );
}
