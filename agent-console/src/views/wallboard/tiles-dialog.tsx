import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardLimits } from '../../../../server/contract/wallboard-limits.ts';
import type { TimedProcedure, WallboardCard } from '../../../../server/contract/wallboards.ts';
import { type BoardPages, boardFaults, limitsToKeep, tilesOf } from '../../model/board-choice.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { LimitsTable } from './limits-table.tsx';
import { PageTabs } from './page-tabs.tsx';

interface Props {
  readonly board: WallboardCard;
  /** Whose steps may be chosen. */
  readonly procedures: readonly TimedProcedure[];
  readonly saved: () => void;
  readonly close: () => void;
}

/** Chooses what stands large on a screen, page by page, and from which figures on it warns. */
export function TilesDialog({ board, procedures, saved, close }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [pages, setPages] = useState<BoardPages>(board.pages);
  const [limits, setLimits] = useState<BoardLimits>(board.limits);
  const tiles = tilesOf(pages);
  const fault = boardFaults(pages, limits)[0];
  const saving = useMutation({
    mutationFn: () =>
      rest.call('changeWallboard', {
        params: { wallboardId: board.wallboardId },
        body: {
          pages: pages.map((page) => ({ tiles: [...page.tiles], seconds: page.seconds as number })),
          limits: limitsToKeep(tiles, limits),
        },
      }),
    onSuccess: () => {
      saved();
      close();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (fault === undefined) saving.mutate();
  };
  return (
    <Dialog title={t('wallboard.tilesOf', { name: board.name })} close={close} size="xl">
      <form onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{t('wallboard.tilesHint')}</Text>
          <PageTabs pages={pages} set={setPages} procedures={procedures} />
          <LimitsTable tiles={tiles} limits={limits} set={setLimits} procedures={procedures} />
          {(fault !== undefined || saving.isError) && (
            <Alert color="red" variant="light" role="alert" data-testid="wallboard-tiles-problem">
              {saving.isError
                ? problemText(saving.error)
                : fault && t(`wallboard.fault.${fault.fault}`, { page: fault.page })}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={saving.isPending} data-testid="wallboard-tiles-save">
              {t('wallboard.saveTiles')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
