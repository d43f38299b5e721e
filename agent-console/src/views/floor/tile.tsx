import { Icon } from '../shared/icons.tsx';
import styles from './floor.module.css';

export interface TileContent {
  readonly value: string;
  /** Several figures in place of the one. */
  readonly parts?: readonly { readonly label: string; readonly value: string }[];
  readonly note?: string;
  readonly grave?: boolean;
}

interface Props extends TileContent {
  readonly name: string;
  readonly testId: string;
}

export function Tile({ name, value, parts, note, grave = false, testId }: Props) {
  return (
    <div className={styles.tile} data-grave={grave} data-wide={parts !== undefined} data-testid={testId}>
      <dt>
        {grave && <Icon name="breach" />}
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
