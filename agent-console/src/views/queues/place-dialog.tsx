import { Alert, Button, Checkbox, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NotApplied, PlacedAgent, QueueOverview } from '../../../../server/contract/queues.ts';
import { levelNames } from '../../model/queue-form.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useUnsavedText } from '../shared/save.tsx';
import styles from './queues.module.css';

interface Props {
  readonly agent: PlacedAgent;
  readonly of: QueueOverview;
  readonly close: () => void;
  readonly done: (notApplied: NotApplied) => void;
}

/** In which queues an agent takes part, and what the agent is good at. */
export function PlaceDialog({ agent, of, close, done }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const language = useLanguage();
  const unsavedText = useUnsavedText();
  const [queues, setQueues] = useState<readonly string[]>(agent.queues ?? [of.first]);
  const [skills, setSkills] = useState<PlacedAgent['skills']>(agent.skills);
  const save = useMutation({
    mutationFn: () =>
      rest.call('placeAgent', {
        params: { userId: agent.userId },
        // Queues that are no more are left out.
        body: { queues: of.queues.flatMap(({ id }) => (queues.includes(id) ? [id] : [])), skills },
      }),
    onSuccess: ({ notApplied }) => done(notApplied),
    gcTime: 0,
  });
  const rate = (skill: string, level: number): void => {
    const { [skill]: _, ...others } = skills;
    setSkills(level === 1 || level === 2 || level === 3 ? { ...others, [skill]: level } : others);
  };
  const send = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog title={t('queues.placeOf', { name: agent.displayName })} close={close} testId="place-dialog">
      <form onSubmit={send}>
        <Stack>
          <fieldset className={styles.group}>
            <legend>{t('queues.inQueues')}</legend>
            <Stack gap={6}>
              {of.queues.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  label={name[language]}
                  checked={queues.includes(id)}
                  onChange={() => setQueues(queues.includes(id) ? queues.filter((one) => one !== id) : [...queues, id])}
                  data-testid={`place-queue-${id}`}
                />
              ))}
            </Stack>
          </fieldset>
          <fieldset className={styles.group}>
            <legend>{t('queues.skills')}</legend>
            <p>{t('queues.skillsHint')}</p>
            <div className={styles.pair}>
              {of.skills.map(({ id, name }) => (
                <NativeSelect
                  key={id}
                  label={name[language]}
                  value={String(skills[id] ?? 0)}
                  onChange={(event) => rate(id, Number(event.currentTarget.value))}
                  data={levelNames.map((name, level) => ({ value: String(level), label: t(`queues.level.${name}`) }))}
                  data-testid={`place-skill-${id}`}
                />
              ))}
            </div>
          </fieldset>
          {save.error !== null && (
            <Alert color="red" role="alert" data-testid="place-problem">
              <Text size="sm">{unsavedText(save.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} data-testid="place-save">
              {t('queues.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
