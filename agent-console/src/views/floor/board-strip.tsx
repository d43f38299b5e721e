import { useTranslation } from 'react-i18next';
import type { BoardPage, Tile } from '../../../../server/contract/wallboard-tiles.ts';
import { timeOfDay } from '../../model/format.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import styles from './board.module.css';
import { levelIcon } from './tile.tsx';
import type { NamedTile } from './tile-contents.ts';
import type { Turning } from './use-pages.ts';

interface Props {
  readonly pages: readonly BoardPage[];
  readonly turning: Turning;
  readonly of: (tile: Tile) => NamedTile;
  /** Epoch ms by the server's clock. */
  readonly now: number;
}

/** Below the tiles of a screen: which page it is, what warns on the others, and the time of the office. */
export function BoardStrip({ pages, turning, of, now }: Props) {
  const { t } = useTranslation();
  const { office } = useWorkplace().desk;
  const { shown, held, turn, hold } = turning;
  const here = new Set(pages[shown]?.tiles);
  const elsewhere = pages.flatMap(({ tiles }, nth) =>
    tiles.filter((tile) => !here.has(tile)).map((tile) => ({ tile, page: nth + 1, ...of(tile) })),
  );
  // What stands on two other pages is told once.
  const warning = elsewhere.filter(({ tile }, nth) => elsewhere.findIndex((one) => one.tile === tile) === nth);
  const place = { page: shown + 1, pages: pages.length };
  return (
    <div className={styles.strip} data-testid="board-strip">
      {pages.length > 1 && (
        <fieldset className={styles.pages} aria-label={t('floor.page.label')}>
          <button type="button" onClick={() => turn(-1)} aria-label={t('floor.page.back')} data-testid="board-back">
            <Icon name="back" />
          </button>
          <b data-testid="board-page">
            <span aria-hidden="true">{`${place.page}/${place.pages}`}</span>
            <span className="visually-hidden">{t('floor.page.at', place)}</span>
          </b>
          <button type="button" onClick={() => turn(1)} aria-label={t('floor.page.next')} data-testid="board-next">
            <span className={styles.next}>
              <Icon name="back" />
            </span>
          </button>
          <button type="button" onClick={hold} aria-pressed={held} data-testid="board-hold">
            <Icon name={held ? 'play' : 'pause'} />
            {t(held ? 'floor.page.goOn' : 'floor.page.hold')}
          </button>
          {held && <span>{t('floor.page.held')}</span>}
        </fieldset>
      )}
      <ul className={styles.elsewhere} aria-label={t('floor.page.elsewhere')}>
        {(['red', 'amber'] as const).flatMap((level) =>
          warning
            .filter((one) => one.level === level)
            .map(({ tile, page, name, value, parts }) => (
              <li key={tile} data-level={level} data-testid="board-elsewhere">
                <Icon name={levelIcon[level]} />
                <span className="visually-hidden">{t(`floor.level.${level}`)}</span>
                {t('floor.page.warns', { page, name, value: parts?.at(-1)?.value ?? value })}
              </li>
            )),
        )}
      </ul>
      <time className={styles.clock} data-testid="board-clock">
        {timeOfDay(now, office.timeZone)}
      </time>
    </div>
  );
}
