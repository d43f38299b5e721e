import { useTranslation } from 'react-i18next';
import { type Countdown, shownSeconds } from '../../model/countdown.ts';
import { clockOf } from '../../model/format.ts';
import { Icon, type IconName } from './icons.tsx';
import styles from './ring.module.css';

const icons: Record<Countdown['tone'], IconName> = { calm: 'clock', amber: 'warn', red: 'breach', done: 'check' };

/** What a countdown shows in its middle: `5`, `1:25`, `68m`, `+3`, `+51m`, `5j`. */
function countdownText(remainingMs: number, units: { minutes: string; hours: string; days: string }): string {
  const { over, seconds } = shownSeconds(remainingMs);
  // In a ring there is room for one unit; the whole is told in words beside it.
  const text =
    seconds >= 172_800
      ? `${Math.round(seconds / 86_400)}${units.days}`
      : seconds >= 5_400
        ? `${Math.round(seconds / 3_600)}${units.hours}`
        : seconds >= 3_600 || (over && seconds >= 600)
          ? `${Math.floor(seconds / 60)}${units.minutes}`
          : seconds < 60
            ? String(seconds)
            : clockOf(seconds * 1000);
  return over ? `+${text}` : text;
}

/** A ring that empties, with its number inside; colour only repeats what number, icon and word say. */
export function CountdownRing({ countdown, size = 44 }: { countdown: Countdown; size?: number }) {
  const stroke = Math.max(3, Math.round(size / 11));
  const radius = (size - stroke) / 2;
  const around = 2 * Math.PI * radius;
  const { t } = useTranslation();
  const units = { minutes: t('work.ringMinutes'), hours: t('work.ringHours'), days: t('work.ringDays') };
  const text = countdownText(countdown.remainingMs, units);
  const shrink = text.length > 3 ? 0.24 : text.length > 2 ? 0.32 : 0.42;
  return (
    <span className={styles.ring} data-tone={countdown.tone} style={{ width: size, height: size }} aria-hidden="true">
      <svg width={size} height={size} aria-hidden="true">
        <circle className={styles.track} cx={size / 2} cy={size / 2} r={radius} strokeWidth={stroke} />
        <circle
          className={styles.left}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeWidth={stroke}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - (countdown.tone === 'red' ? 1 : countdown.ratio))}
        />
      </svg>
      <span className={styles.number} style={{ fontSize: Math.round(size * shrink) }}>
        {text}
      </span>
    </span>
  );
}

/** Icon and word of a countdown, to stand beside the ring. */
export function CountdownWord({ countdown }: { countdown: Countdown }) {
  const { t } = useTranslation();
  return (
    <span className={styles.word} data-tone={countdown.tone}>
      <Icon name={icons[countdown.tone]} size={16} />
      {t(`countdown.word.${countdown.tone}`)}
    </span>
  );
}
