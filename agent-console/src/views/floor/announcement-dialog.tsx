import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announcementNames } from '../../wire/contract.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';

/** How long it may be told, in minutes. */
const lengths = [30, 60, 240, 1_440] as const;

/** Which prompt callers hear before the queue, for how long, and whether anybody is rung for them. */
export function AnnouncementDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [name, setName] = useState<(typeof announcementNames)[number]>('disturbance');
  const [minutes, setMinutes] = useState<(typeof lengths)[number]>(60);
  const [turnsAway, setTurnsAway] = useState(false);
  const setting = useMutation({
    mutationFn: () => rest.call('setAnnouncement', { body: { name, turnsAway, minutes } }),
    onSuccess: close,
  });
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setting.mutate();
  };
  return (
    <Dialog title={t('announcement.title')} close={close}>
      <form onSubmit={send}>
        <Stack>
          <Radio.Group
            label={t('announcement.which')}
            value={name}
            onChange={(value) => setName(announcementNames.find((one) => one === value) ?? name)}
          >
            <Stack gap={8} mt={6}>
              {announcementNames.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={t(`announcement.name.${one}`)}
                  description={t(`announcement.says.${one}`)}
                  data-testid={`announcement-${one}`}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Radio.Group
            label={t('announcement.howLong')}
            value={String(minutes)}
            onChange={(value) => setMinutes(lengths.find((one) => String(one) === value) ?? minutes)}
          >
            <Group mt={6}>
              {lengths.map((one) => (
                <Radio
                  key={one}
                  value={String(one)}
                  label={
                    one < 60 ? t('announcement.minutes', { count: one }) : t('announcement.hours', { count: one / 60 })
                  }
                />
              ))}
            </Group>
          </Radio.Group>
          <Checkbox
            checked={turnsAway}
            onChange={(event) => setTurnsAway(event.currentTarget.checked)}
            label={t('announcement.turnsAway')}
            description={t('announcement.turnsAwayHint')}
            data-testid="announcement-turns-away"
          />
          {setting.isError && (
            <Alert color="red" role="alert">
              <Text size="sm">{problemText(setting.error)}</Text>
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={setting.isPending} data-testid="announcement-set">
              {t('announcement.set')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
