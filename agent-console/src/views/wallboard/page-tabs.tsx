import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Tabs.css';
import { Button, Group, NumberInput, Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSeconds, pagesAtMost } from '../../../../server/contract/wallboard-tiles.ts';
import type { TimedProcedure } from '../../../../server/contract/wallboards.ts';
import type { BoardPages } from '../../model/board-choice.ts';
import { TileChoice } from './tile-choice.tsx';

interface Props {
  readonly pages: BoardPages;
  readonly set: (pages: BoardPages) => void;
  readonly procedures: readonly TimedProcedure[];
}

/** The pages of a screen: what stands on each, and for how long where there are several. */
export function PageTabs({ pages, set, procedures }: Props) {
  const { t } = useTranslation();
  const [front, setFront] = useState(0);
  const change = (nth: number, part: Partial<BoardPages[number]>): void =>
    set(pages.map((page, index) => (index === nth ? { ...page, ...part } : page)));
  const add = (): void => {
    set([...pages, { tiles: [], seconds: pageSeconds.usual }]);
    setFront(pages.length);
  };
  const remove = (nth: number): void => {
    set(pages.filter((_, index) => index !== nth));
    setFront(Math.max(0, nth - 1));
  };
  return (
    <Tabs value={String(front)} onChange={(value) => setFront(Number(value))} keepMounted={false}>
      <Group gap="sm" justify="space-between">
        <Tabs.List aria-label={t('wallboard.pages')}>
          {pages.map((_, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its place alone
            <Tabs.Tab key={nth} value={String(nth)} data-testid={`wallboard-page-${nth + 1}`}>
              {t('wallboard.page', { page: nth + 1 })}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {pages.length < pagesAtMost && (
          <Button variant="default" size="compact-sm" onClick={add} data-testid="wallboard-page-add">
            {t('wallboard.addPage')}
          </Button>
        )}
      </Group>
      {pages.map(({ tiles, seconds }, nth) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is known by its place alone
        <Tabs.Panel key={nth} value={String(nth)} pt="sm">
          <Stack gap="sm">
            <TileChoice chosen={tiles} set={(chosen) => change(nth, { tiles: chosen })} procedures={procedures} />
            {pages.length > 1 && (
              <Group align="end" justify="space-between">
                <NumberInput
                  label={t('wallboard.seconds')}
                  description={t('wallboard.secondsHint', pageSeconds)}
                  value={seconds ?? ''}
                  min={pageSeconds.least}
                  max={pageSeconds.most}
                  clampBehavior="none"
                  allowDecimal={false}
                  allowNegative={false}
                  onChange={(value) => change(nth, { seconds: value === '' ? null : Number(value) })}
                  data-testid="wallboard-seconds"
                />
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => remove(nth)}
                  data-testid="wallboard-page-remove"
                >
                  {t('wallboard.removePage', { page: nth + 1 })}
                </Button>
              </Group>
            )}
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
