import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/PillsInput.css';
import { Checkbox, MultiSelect, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type StepTile,
  stepOfTile,
  stepTile,
  type Tile,
  type TileName,
  tileNames,
  tilesAtMost,
} from '../../../../server/contract/wallboard-tiles.ts';
import type { TimedProcedure } from '../../../../server/contract/wallboards.ts';
import { stepTileName } from '../../model/step-tile.ts';
import { useLanguage } from '../shared/context.tsx';

interface Props {
  readonly chosen: readonly Tile[];
  readonly set: (tiles: readonly Tile[]) => void;
  readonly procedures: readonly TimedProcedure[];
}

/** What stands on one page: figures, and steps of procedures; eight at most. */
export function TileChoice({ chosen, set, procedures }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const full = chosen.length >= tilesAtMost;
  const steps = chosen.filter((tile): tile is StepTile => stepOfTile(tile) !== null);
  const groups = procedures
    .filter((one) => one.steps.length > 0)
    .map(({ procedure, title, steps: of }) => ({
      group: title[language],
      items: of.map(({ step, number, name }) => ({
        value: stepTile({ procedure, step }) as string,
        label: stepTileName(procedure, number, name[language]),
      })),
    }));
  const known = new Set(groups.flatMap(({ items }) => items.map(({ value }) => value)));
  const gone = steps.filter((tile) => !known.has(tile));
  const toggle = (name: TileName): void =>
    set(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name]);
  return (
    <Stack gap={8} role="group" aria-label={t('wallboard.tiles')}>
      {tileNames.map((name) => (
        <Checkbox
          key={name}
          label={t(`floor.${name}`)}
          checked={chosen.includes(name)}
          disabled={full && !chosen.includes(name)}
          onChange={() => toggle(name)}
          data-testid={`wallboard-tile-${name}`}
        />
      ))}
      <MultiSelect
        label={t('wallboard.steps')}
        description={t('wallboard.stepsHint')}
        data={[
          ...groups,
          ...(gone.length === 0
            ? []
            : [{ group: t('wallboard.goneSteps'), items: gone.map((value) => ({ value, label: value.slice(5) })) }]),
        ]}
        value={steps}
        onChange={(values) => set([...chosen.filter((tile) => stepOfTile(tile) === null), ...(values as StepTile[])])}
        maxValues={steps.length + tilesAtMost - chosen.length}
        nothingFoundMessage={t('wallboard.noStep')}
        searchable
        hidePickedOptions
        data-testid="wallboard-steps"
      />
      <Text size="sm" role="status" data-testid="wallboard-count">
        {t('wallboard.chosen', { count: chosen.length, most: tilesAtMost })}
      </Text>
    </Stack>
  );
}
