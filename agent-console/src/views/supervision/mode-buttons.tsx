import { useTranslation } from 'react-i18next';
import type { ListenMode } from '../../../../server/contract/supervision.ts';
import { listenModes } from '../../wire/contract.ts';
import { Icon, type IconName } from '../shared/icons.tsx';
import styles from './supervision.module.css';

const icons: Record<ListenMode, IconName> = { listen: 'sound', whisper: 'quote', barge: 'mic' };

interface Props {
  /** How the supervisor listens now; null: does not. */
  readonly mode: ListenMode | null;
  readonly disabled: boolean;
  readonly choose: (mode: ListenMode) => void;
}

export function ModeButtons({ mode, disabled, choose }: Props) {
  const { t } = useTranslation();
  return listenModes.map((one) => (
    <button
      key={one}
      type="button"
      className={styles.tool}
      aria-pressed={mode === null ? undefined : one === mode}
      disabled={disabled}
      onClick={() => choose(one)}
      data-testid={`supervise-${one}`}
    >
      <Icon name={icons[one]} size={16} />
      {t(`supervise.mode.${one}`)}
    </button>
  ));
}

export function TakeOverButton({ disabled, take }: { readonly disabled: boolean; readonly take: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={styles.tool} disabled={disabled} onClick={take} data-testid="supervise-take-over">
      <Icon name="forward" size={16} />
      {t('supervise.takeOver')}
    </button>
  );
}
