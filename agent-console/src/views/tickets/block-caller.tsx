import { Button, Checkbox, Group, Radio, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockCard } from '../../../../server/contract/blocked.ts';
import { dayAndTime } from '../../model/format.ts';
import { AskedReason } from '../shared/asked-reason.tsx';
import { useLanguage, useServerNow, useWorkplace } from '../shared/context.tsx';
import { Icon } from '../shared/icons.tsx';

const lengths = [1, 7, 30] as const;

/** Whether nobody is rung for callers of this number, how often it was a prank, and the decision about it. */
export function BlockCaller({ caseId, block }: { caseId: string; block: BlockCard }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rest, office } = useWorkplace().desk;
  const queries = useQueryClient();
  const now = useServerNow(30_000);
  const [asking, setAsking] = useState<'block' | 'unblock' | null>(null);
  const close = () => setAsking(null);
  const until = block.until !== null && block.until > now ? block.until : null;
  const anew = () => queries.invalidateQueries({ queryKey: ['case', caseId] });
  if (until === null && block.pranks === 0) return null;
  return (
    <section data-testid="block-caller" data-blocked={until !== null}>
      <h2>{t('block.title')}</h2>
      <p role="status">
        <Icon name={until === null ? 'phone' : 'hangup'} />{' '}
        {until === null
          ? t('block.pranks', { count: block.pranks })
          : t(block.atEmergency ? 'block.untilEverywhere' : 'block.until', {
              time: dayAndTime(until, office.timeZone, language),
            })}
      </p>
      {until !== null ? (
        <Button variant="default" onClick={() => setAsking('unblock')} data-testid="unblock">
          {t('block.unblock')}
        </Button>
      ) : block.pranks >= block.fewest ? (
        <Button variant="default" onClick={() => setAsking('block')} data-testid="block">
          {t('block.block')}
        </Button>
      ) : (
        <p>{t('block.tooFew', { count: block.fewest })}</p>
      )}
      {asking === 'unblock' && (
        <AskedReason
          title={t('block.unblock')}
          submit={t('block.unblock')}
          testId="unblock"
          of="unblockCaller"
          body={(reason) => ({ reason })}
          ask={async (reason) => {
            await rest.call('unblockCaller', { params: { caseId }, body: { reason } });
            await anew();
          }}
          close={close}
        />
      )}
      {asking === 'block' && <BlockDialog caseId={caseId} close={close} done={anew} />}
    </section>
  );
}

interface DialogProps {
  readonly caseId: string;
  readonly close: () => void;
  readonly done: () => Promise<void>;
}

function BlockDialog({ caseId, close, done }: DialogProps) {
  const { t } = useTranslation();
  const { rest } = useWorkplace().desk;
  const [days, setDays] = useState<(typeof lengths)[number]>(7);
  const [atEmergency, setAtEmergency] = useState(false);
  const bodyOf = (reason: string) => ({ days, atEmergency, reason });
  return (
    <AskedReason
      grave
      title={t('block.block')}
      submit={t('block.block')}
      testId="block"
      of="blockCaller"
      body={bodyOf}
      ask={async (reason) => {
        await rest.call('blockCaller', { params: { caseId }, body: bodyOf(reason) });
        await done();
      }}
      close={close}
    >
      <Text size="sm">{t('block.hears')}</Text>
      <Radio.Group
        label={t('block.howLong')}
        value={String(days)}
        onChange={(value) => setDays(lengths.find((one) => String(one) === value) ?? days)}
      >
        <Group mt={6}>
          {lengths.map((one) => (
            <Radio key={one} value={String(one)} label={t('block.days', { count: one })} />
          ))}
        </Group>
      </Radio.Group>
      <Checkbox
        checked={atEmergency}
        onChange={(event) => setAtEmergency(event.currentTarget.checked)}
        label={t('block.atEmergency')}
        description={t('block.atEmergencyHint')}
      />
    </AskedReason>
  );
}
