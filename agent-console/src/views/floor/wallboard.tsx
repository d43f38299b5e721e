import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import styles from './floor.module.css';
import { FloorPage } from './floor-page.tsx';

/** The floor on a wall: a log-in that sees nothing else, and lasts as long as it watches. */
export function Wallboard({ logOut }: { logOut: () => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <main className={styles.wall} data-testid="wallboard">
      <FloorPage />
      <Button className={styles.leave ?? ''} variant="default" size="compact-sm" onClick={() => void logOut()}>
        {t('nav.logOut')}
      </Button>
    </main>
  );
}
