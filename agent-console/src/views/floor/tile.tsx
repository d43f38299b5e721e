import { Icon } from '../shared/icons.tsx';
import styles from './floor.module.css';

export interface TileContent {
  readonly value: string;
  readonly note?: string;
  readonly grave?: boolean;
}

interface Props extends TileContent {
  readonly name: string;
  readonly testId: string;
}

export function Tile({ name, value, note, grave = false, testId }: Props) {
  return (
    <div className={styles.tile} data-grave={grave} data-testid={testId}>
      <dt>
        {grave && <Icon name="breach" />}
        {name}
      </dt>
      <dd>{value}</dd>
      {note !== undefined && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}
