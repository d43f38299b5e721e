import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** There are more pages than these. */
  readonly more?: boolean;
  readonly turn: (page: number) => void;
}

/** Turns the pages of a list; nothing where there is one. */
export function Pager({ page, pages, more = false, turn }: Props) {
  const { t } = useTranslation();
  if (pages <= 1 && page <= 1) return null;
  return (
    <Group mt="md">
      <Button variant="default" disabled={page <= 1} onClick={() => turn(page - 1)} data-testid="page-before">
        {t('tickets.previousPage')}
      </Button>
      <span className="tabular">{t(more ? 'tickets.pageOfMore' : 'tickets.page', { page, pages })}</span>
      <Button
        variant="default"
        disabled={!more && page >= pages}
        onClick={() => turn(page + 1)}
        data-testid="page-next"
      >
        {t('tickets.nextPage')}
      </Button>
    </Group>
  );
}
