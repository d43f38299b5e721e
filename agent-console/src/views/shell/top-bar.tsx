import type { MouseEvent } from 'react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneState } from '../../softphone/softphone.ts';
import { type AccountDialog, AccountMenu } from '../account/account-menu.tsx';
import { useWorkplace } from '../shared/context.tsx';
import { Icon, Mark } from '../shared/icons.tsx';
import { sound } from '../shared/sound.ts';
import type { Desk } from '../shared/use-desk.ts';
import { AgentState } from './agent-state.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { PhoneStatus } from './phone-status.tsx';
import { goToPage, type Page } from './route.ts';
import styles from './shell.module.css';
import type { WrapUp } from './use-wrap-up.ts';

interface Props {
  readonly desk: Desk;
  /** Cases that wait for this person. */
  readonly waiting: number;
  readonly pages: readonly Page[];
  readonly page: Page;
  readonly phone: PhoneState;
  readonly wrapUp: WrapUp;
  readonly help: () => void;
  readonly open: (dialog: AccountDialog | 'notify') => void;
  readonly lock: () => void;
  readonly logOut: () => void;
}

export function TopBar({ desk, waiting, pages, page, phone, wrapUp, help, open, lock, logOut }: Props) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const soundOn = useSyncExternalStore(sound.subscribe, sound.on);
  const go = (event: MouseEvent, to: Page): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goToPage(to);
  };
  return (
    <header className={styles.bar}>
      <span className={styles.brand}>
        <Mark size={26} />
        Sigap
      </span>
      <nav className={styles.nav} aria-label={t('nav.label')}>
        {pages.map((name) => (
          <a
            key={name}
            href={`/${name}`}
            aria-current={name === page ? 'page' : undefined}
            data-testid={`nav-${name}`}
            onClick={(event) => go(event, name)}
          >
            {t(`nav.${name}`)}
            {name === 'inbox' && waiting > 0 && (
              <span className={styles.waiting} data-testid="nav-waiting">
                {waiting}
              </span>
            )}
          </a>
        ))}
      </nav>
      <div className={styles.right}>
        {me.extension !== null && (
          <>
            <AgentState agent={desk.agent} phone={phone} wrapUp={wrapUp} />
            <PhoneStatus phone={phone} agent={desk.agent} />
          </>
        )}
        <div className={styles.tools}>
          <LanguageSwitch dark />
          <button
            type="button"
            className={styles.tool}
            aria-label={t(soundOn ? 'nav.soundOn' : 'nav.soundOff')}
            title={t(soundOn ? 'nav.soundOn' : 'nav.soundOff')}
            data-testid="sound"
            onClick={() => sound.turn(!soundOn)}
          >
            <Icon name={soundOn ? 'sound' : 'soundOff'} />
          </button>
          <button
            type="button"
            className={styles.tool}
            aria-label={t('notify.open')}
            title={t('notify.open')}
            data-testid="notify"
            onClick={() => open('notify')}
          >
            <Icon name="bell" />
          </button>
          <button
            type="button"
            className={styles.tool}
            aria-label={t('nav.help')}
            title={t('nav.help')}
            data-testid="help"
            onClick={help}
          >
            <Icon name="keyboard" />
          </button>
          <AccountMenu open={open} lock={lock} />
          <button
            type="button"
            className={styles.tool}
            aria-label={t('nav.logOut')}
            title={`${t('nav.logOut')} (${me.displayName})`}
            data-testid="log-out"
            onClick={logOut}
          >
            <Icon name="logOut" />
          </button>
        </div>
      </div>
    </header>
  );
}
