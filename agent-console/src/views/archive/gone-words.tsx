import type { BundleCard } from '../../../../server/contract/archive.ts';
import { dayAndTime } from '../../model/format.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';
import styles from './archive.module.css';
import { useArchiveWords } from './words.ts';

/** What became of a bundle whose bytes are gone: by which minutes, or at whose wish, and when. */
export function GoneWords({ bundle: { goneAt, minutes } }: { bundle: BundleCard }) {
  const { office } = useWorkplace().desk;
  const language = useLanguage();
  const say = useArchiveWords();
  if (goneAt === null) return null;
  const when = dayAndTime(goneAt, office.timeZone, language);
  return (
    <span className={styles.gone} data-testid="bundle-gone">
      <span>
        {say(minutes === null ? 'erased' : 'gone')}, {when}
      </span>
      {minutes !== null && (
        <span>
          {say('byMinutes')} <span className={styles.whole}>{minutes}</span>
        </span>
      )}
    </span>
  );
}
