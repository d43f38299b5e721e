import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionCard } from '../../../../server/contract/sessions.ts';
import { browserName } from '../../model/browser-name.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import styles from './account.module.css';

/** Where the person is logged in; what is strange or forgotten there is ended at once. */
export function SessionsDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const found = useQuery({ queryKey: ['my-sessions'], queryFn: () => rest.call('mySessions', {}), gcTime: 0 });
  const end = useMutation({
    mutationFn: (sessionId: string | null) =>
      sessionId === null ? rest.call('endMyOtherSessions', {}) : rest.call('endMySession', { params: { sessionId } }),
    onSettled: () => found.refetch(),
  });
  const sessions = found.data?.sessions ?? [];
  const error = end.error ?? found.error;
  return (
    <Dialog title={t('account.sessions')} close={close} size="lg">
      <Stack>
        <Text size="sm">{t('account.sessionsHint')}</Text>
        {found.isPending && <p>{t('app.loading')}</p>}
        {error !== null && (
          <Alert color="red" variant="light" role="alert">
            {problemText(error)}
          </Alert>
        )}
        <ul className={styles.sessions} data-testid="sessions">
          {sessions.map((session) => (
            <Session
              key={session.sessionId}
              session={session}
              busy={end.isPending && end.variables === session.sessionId}
              end={() => end.mutate(session.sessionId)}
            />
          ))}
        </ul>
        <p className="visually-hidden" role="status">
          {end.isSuccess ? t('account.sessionEnded') : ''}
        </p>
        {sessions.length > 2 && (
          <Group justify="flex-end">
            <Button
              variant="default"
              loading={end.isPending && end.variables === null}
              onClick={() => end.mutate(null)}
              data-testid="sessions-end-others"
            >
              {t('account.endOthers')}
            </Button>
          </Group>
        )}
      </Stack>
    </Dialog>
  );
}

function Session({ session, busy, end }: { session: SessionCard; busy: boolean; end: () => void }) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const { begunAt, usedAt, source, current } = session;
  const name = browserName(session.browser ?? '') ?? t('account.unknownBrowser');
  const when = (at: number) => dayAndTime(at, office.timeZone, language);
  return (
    <li data-testid="session" data-current={current}>
      <span>
        <strong>{name}</strong>
        {current && <span className={styles.here}>{t('account.here')}</span>}
        <small>
          {[
            source === null ? null : t('account.source', { source }),
            t('account.begun', { time: when(begunAt) }),
            current ? null : t('account.used', { time: when(usedAt) }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </small>
      </span>
      {!current && (
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          onClick={end}
          aria-label={t('account.endThis', { name, time: when(begunAt) })}
          data-testid="session-end"
        >
          {t('account.end')}
        </Button>
      )}
    </li>
  );
}
