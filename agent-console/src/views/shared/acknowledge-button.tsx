import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import styles from './alerts.module.css';
import { useWorkplace } from './context.tsx';
import { Icon } from './icons.tsx';

interface AcknowledgeButtonProps {
  readonly alertIds: readonly string[];
  /** What it does. */
  readonly label: string;
  /** What it is done to, for those who do not see it beside. */
  readonly about: string;
  readonly testId: string;
}

/** The server works on four requests of a person at once: one is left for what is done meanwhile. */
const atOnce = 3;

/** Takes note of alerts, a few at a time. */
export function AcknowledgeButton({ alertIds, label, about, testId }: AcknowledgeButtonProps) {
  const { rest, me } = useWorkplace().desk;
  const acknowledge = useMutation({
    mutationFn: async () => {
      const left = alertIds.values();
      const lane = async () => {
        for (const alertId of left) await rest.command('acknowledge', { params: { alertId } });
      };
      await Promise.all(Array.from({ length: atOnce }, lane));
    },
  });
  // A wallboard only watches.
  if (me.role === 'wallboard') return null;
  return (
    <Button
      className={styles.ack ?? ''}
      size="compact-sm"
      variant="default"
      loading={acknowledge.isPending}
      onClick={() => acknowledge.mutate()}
      data-testid={testId}
      aria-label={`${label}: ${about}`}
      title={label}
    >
      <Icon name="check" size={16} />
    </Button>
  );
}
