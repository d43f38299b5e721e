import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AgentCard } from '../../../../server/contract/floor.ts';
import { keyOf } from '../../model/hotkeys.ts';
import type { WrapUp } from './use-wrap-up.ts';

/** The two ways out of a wrap-up whose recap is not written yet. */
export function WrapUpButtons({ of, wrapUp }: { of: NonNullable<AgentCard['wrapUp']>; wrapUp: WrapUp }) {
  const { t } = useTranslation();
  if (wrapUp.finish === null) return null;
  return (
    <>
      <Button
        size="xs"
        variant="white"
        color="dark"
        loading={wrapUp.busy}
        onClick={wrapUp.finish}
        title={`${t('wrapUp.finishHint')} (${keyOf.finishWrapUp})`}
        data-testid="wrap-up-finish"
      >
        {t('wrapUp.finish')}
      </Button>
      {wrapUp.extend !== null && (
        <Button
          size="xs"
          variant="default"
          loading={wrapUp.busy}
          onClick={wrapUp.extend}
          title={`${t('wrapUp.extendHint', { count: of.extensionsLeft })} (${keyOf.extendWrapUp})`}
          data-testid="wrap-up-extend"
        >
          {t('wrapUp.extend', { count: of.extensionsLeft })}
        </Button>
      )}
    </>
  );
}
