import { Popover } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf } from '../../model/hotkeys.ts';
import { useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';
import menus from '../shared/menu.module.css';
import styles from './account.module.css';

/** The dialogs of one's own account. */
const dialogs = ['password', 'secondFactor', 'passkeys', 'sessions'] as const;
export type AccountDialog = (typeof dialogs)[number];

/** Who is logged in, and what they may see to of their own account. */
export function AccountMenu({ open, lock }: { open: (dialog: AccountDialog) => void; lock: () => void }) {
  const { t } = useTranslation();
  const { me } = useWorkplace().desk;
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={240} withinPortal={false} trapFocus>
      <Popover.Target>
        <button
          type="button"
          ref={button}
          className={styles.who}
          title={t('account.menu', { name: me.displayName })}
          aria-expanded={opened}
          data-testid="account"
          onClick={() => setOpened(!opened)}
        >
          <span className="visually-hidden">{t('account.yours')}: </span>
          <span className={styles.words}>
            {me.displayName}
            <small>{t(`role.${me.role}`)}</small>
          </span>
          <Icon name="person" />
        </button>
      </Popover.Target>
      <Popover.Dropdown
        className={`${menus.menu} ${styles.menu}`}
        aria-label={t('account.menu', { name: me.displayName })}
      >
        <p>
          <strong>{me.displayName}</strong>
          <br />
          {t(`role.${me.role}`)} · {me.username}
        </p>
        {dialogs.map((dialog) => (
          <button
            key={dialog}
            type="button"
            data-testid={`account-${dialog}`}
            onClick={() => {
              setOpened(false);
              // What was pressed goes with the menu: closed, the dialog leads back to its button.
              button.current?.focus();
              open(dialog);
            }}
          >
            {t(`account.${dialog}`)}
          </button>
        ))}
        <button type="button" data-testid="account-lock" onClick={lock}>
          {t('lock.lock')} <kbd>{keyOf.lock}</kbd>
        </button>
      </Popover.Dropdown>
    </Popover>
  );
}
