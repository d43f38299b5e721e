import { useTranslation } from 'react-i18next';
import type { Level } from '../../model/tile-level.ts';
import { Icon } from '../shared/icons.tsx';
import styles from './floor.module.css';

export interface TileContent {
  readonly value: string;
  /** Several figures in place of the one. */
  readonly parts?: readonly { readonly label: string; readonly value: string }[];
  readonly note?: string;
  readonly level?: Level;
}

/** Told apart by their shape, too. */
export const levelIcon = { amber: 'warn', red: 'breach' } as const;

interface Props extends TileContent {
  readonly name: string;
  readonly testId: string;
}

export function Tile({ name, value, parts, note, level = 'calm', testId }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.tile} data-level={level} data-wide={parts !== undefined} data-testid={testId}>
      <dt>
        {level !== 'calm' && (
          <>
            <Icon name={levelIcon[level]} />
            <span className="visually-hidden">{t(`floor.level.${level}`)}</span>
          </>
        )}
        <span className={styles.name}>{name}</span>
      </dt>
      {parts === undefined ? (
        <dd>{value}</dd>
      ) : (
        <dd className={styles.parts}>
          {parts.map((part) => (
            <span key={part.label} className={styles.figure} data-part={part.label}>
              <b>{part.value}</b> <span className={styles.unit}>{part.label}</span>
            </span>
          ))}
        </dd>
      )}
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}
