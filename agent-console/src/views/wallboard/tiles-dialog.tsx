import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tile } from '../../../../server/contract/wallboard-tiles.ts';
import type { TimedProcedure, WallboardCard } from '../../../../server/contract/wallboards.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Dialog } from '../shared/dialog.tsx';
import { useProblemText } from '../shared/save.tsx';
import { TileChoice } from './tile-choice.tsx';

interface Props {
  readonly board: WallboardCard;
  /** Whose steps may be chosen. */
  readonly procedures: readonly TimedProcedure[];
  readonly saved: () => void;
  readonly close: () => void;
}

/** Chooses what stands large on a screen; at least one. */
export function TilesDialog({ board, procedures, saved, close }: Props) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const [chosen, setChosen] = useState<readonly Tile[]>(board.tiles);
  const saving = useMutation({
    mutationFn: () =>
      rest.call('changeWallboard', { params: { wallboardId: board.wallboardId }, body: { tiles: [...chosen] } }),
    onSuccess: () => {
      saved();
      close();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen.length > 0) saving.mutate();
  };
  return (
    <Dialog title={t('wallboard.tilesOf', { name: board.name })} close={close}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('wallboard.tilesHint')}</Text>
          <TileChoice chosen={chosen} set={setChosen} procedures={procedures} />
          {(chosen.length === 0 || saving.isError) && (
            <Alert color="red" variant="light" role="alert" data-testid="wallboard-tiles-problem">
              {saving.isError ? problemText(saving.error) : t('wallboard.noTile')}
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
