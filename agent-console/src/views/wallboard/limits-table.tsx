import '@mantine/core/styles/NumberInput.css';
import { NumberInput, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  type BoardLimits,
  limitFault,
  limitsOf,
  measuredOn,
  type TileLimits,
} from '../../../../server/contract/wallboard-limits.ts';
import { stepOfTile, type Tile, type TileName } from '../../../../server/contract/wallboard-tiles.ts';
import type { TimedProcedure } from '../../../../server/contract/wallboards.ts';
import { stepTileName } from '../../model/step-tile.ts';
import { useLanguage } from '../shared/context.tsx';
import tables from '../shared/table.module.css';

interface Props {
  readonly tiles: readonly Tile[];
  readonly limits: BoardLimits;
  readonly set: (limits: BoardLimits) => void;
  readonly procedures: readonly TimedProcedure[];
}

/** From which figure on each of the chosen tiles warns and is grave; an empty field: never. */
export function LimitsTable({ tiles, limits, set, procedures }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = (tile: Tile): string => {
    const of = stepOfTile(tile);
    if (of === null) return t(`floor.${tile as TileName}`);
    const steps = procedures.find(({ procedure }) => procedure === of.procedure)?.steps;
    const step = steps?.find(({ step: id }) => id === of.step);
    return step === undefined ? tile.slice(5) : stepTileName(of.procedure, step.number, step.name[language]);
  };
  const rows = tiles.flatMap((tile) => {
    const measured = measuredOn(tile);
    return measured === null ? [] : [{ tile, measured, name: nameOf(tile), now: limitsOf(tile, limits) }];
  });
  if (rows.length === 0) return null;
  const usualText = ({ amber, red }: TileLimits, sign: string, unit: string): string =>
    amber === null && red === null
      ? t('wallboard.limits.usualNone')
      : t('wallboard.limits.usual', { red: `${sign} ${red} ${unit}` });
  return (
    <table className={tables.table} data-testid="wallboard-limits">
      <caption>
        <Text size="sm" ta="left" mb={6}>
          {t('wallboard.limits.hint')}
        </Text>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('wallboard.limits.tile')}</th>
          <th scope="col">{t('wallboard.limits.amber')}</th>
          <th scope="col">{t('wallboard.limits.red')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ tile, measured, name, now }) => {
          const sign = measured.downwards ? '≤' : '≥';
          const unit = t(`wallboard.limits.unit.${measured.unit}`);
          const fault = limitFault(tile, now);
          const words =
            fault && t(`wallboard.limits.fault.${fault}`, { least: measured.downwards ? 0 : 1, ...measured });
          const worse = measured.downwards ? t('wallboard.limits.downwards') : t('wallboard.limits.upwards');
          return (
            <tr key={tile}>
              <th scope="row">
                {name}
                <Text size="xs" c="var(--muted)">{`${worse} ${usualText(measured.usual, sign, unit)}`}</Text>
                {words !== null && (
                  <Text size="xs" c="var(--red-800)" id={`limit-${tile}`} data-testid="wallboard-limit-fault">
                    {words}
                  </Text>
                )}
              </th>
              {(['amber', 'red'] as const).map((level) => (
                <td key={level}>
                  <NumberInput
                    aria-label={`${name}: ${t(`wallboard.limits.${level}`)} (${unit})`}
                    leftSection={sign}
                    rightSection={<Text size="xs">{unit}</Text>}
                    rightSectionWidth={72}
                    rightSectionPointerEvents="none"
                    placeholder="–"
                    value={now[level] ?? ''}
                    clampBehavior="none"
                    allowDecimal={false}
                    allowNegative={false}
                    error={fault !== null}
                    {...(fault !== null && { 'aria-describedby': `limit-${tile}` })}
                    onChange={(value) =>
                      set({ ...limits, [tile]: { ...now, [level]: value === '' ? null : Number(value) } })
                    }
                    w={170}
                    data-testid={`wallboard-limit-${tile}-${level}`}
                  />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
