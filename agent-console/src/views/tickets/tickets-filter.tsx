import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ViewFilter } from '../../../../server/contract/case-views.ts';
import type { CaseCard, CaseStatus } from '../../../../server/contract/views.ts';
import { caseStatuses } from '../../wire/contract.ts';
import { useLanguage, useWorkplace } from '../shared/context.tsx';

/** Which tickets are listed; empty: all of them. */
export interface TicketSearch {
  readonly text: string;
  readonly status: CaseStatus | '';
  readonly serviceId: string;
  /** Days, `2026-11-23`. */
  readonly from: string;
  readonly until: string;
  readonly mine: boolean;
  /** From a saved view alone: the page has no field for them, and says that they hold. */
  readonly sopId: string;
  readonly channel: string;
}
export const allTickets: TicketSearch = {
  ...{ text: '', status: '', serviceId: '', from: '', until: '', mine: false },
  ...{ sopId: '', channel: '' },
};

/** The same as the server takes it. */
export const filterOf = ({ text, status, serviceId, from, until, mine, sopId, channel }: TicketSearch): ViewFilter => ({
  ...(text.trim() !== '' && { q: text.trim() }),
  ...(status !== '' && { status }),
  ...(serviceId !== '' && { serviceId }),
  ...(from !== '' && { from }),
  ...(until !== '' && { until }),
  ...(mine && { mine }),
  ...(sopId !== '' && { sopId }),
  ...(channel !== '' && { channel }),
});

/** They come with this page, and not with the first load. */
const words = {
  id: {
    text: 'Cari tiket',
    help: 'Nomor tiket, nama, isi, nomor telepon, atau NIK',
    from: 'Dari',
    until: 'Sampai',
    mine: 'Milik saya saja',
    service: 'Layanan',
    allServices: 'Semua layanan',
    channel: 'Kanal',
    sopId: 'Prosedur',
    without: 'tanpa ini',
  },
  en: {
    text: 'Find tickets',
    help: 'Ticket number, name, words, telephone number or NIK',
    from: 'From',
    until: 'Until',
    mine: 'Mine alone',
    service: 'Service',
    allServices: 'All services',
    channel: 'Channel',
    sopId: 'Procedure',
    without: 'without this',
  },
} as const;

interface Props {
  readonly search: TicketSearch;
  readonly change: (search: TicketSearch) => void;
}

/** By number, words or person, by where they stand, from when until when, and whose. */
export function TicketsFilter({ search, change }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = words[language];
  const { rest } = useWorkplace().desk;
  const services = useQuery({ queryKey: ['services'], queryFn: () => rest.call('services', {}), staleTime: Infinity });
  const field = (name: 'text' | 'from' | 'until') => ({
    label: say[name],
    value: search[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ ...search, [name]: event.currentTarget.value }),
  });
  return (
    <Group mb="md" align="end" component="search">
      <TextInput
        {...field('text')}
        placeholder={say.help}
        aria-description={say.help}
        maxLength={40}
        flex="1 1 300px"
        maw={430}
        data-testid="tickets-search"
      />
      <NativeSelect
        label={t('tickets.status')}
        value={search.status}
        onChange={(event) => change({ ...search, status: event.currentTarget.value as CaseStatus | '' })}
        data={[
          { value: '', label: t('tickets.allStatuses') },
          ...caseStatuses.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      <NativeSelect
        label={say.service}
        value={search.serviceId}
        onChange={(event) => change({ ...search, serviceId: event.currentTarget.value })}
        data={[
          { value: '', label: say.allServices },
          ...(services.data?.services ?? []).map(({ id, name }) => ({ value: id, label: name[language] })),
        ]}
        data-testid="tickets-service"
      />
      <TextInput {...field('from')} type="date" max={search.until} data-testid="tickets-from" />
      <TextInput {...field('until')} type="date" min={search.from} data-testid="tickets-until" />
      <Checkbox
        label={say.mine}
        checked={search.mine}
        onChange={(event) => change({ ...search, mine: event.currentTarget.checked })}
        mb={8}
        data-testid="tickets-mine"
      />
      {(['sopId', 'channel'] as const)
        .filter((name) => search[name] !== '')
        .map((name) => (
          <Button
            key={name}
            variant="light"
            onClick={() => change({ ...search, [name]: '' })}
            data-testid={`tickets-${name}`}
          >
            {say[name]}: {name === 'channel' ? t(`channel.${search.channel as CaseCard['channel']}`) : search.sopId} (
            {say.without})
          </Button>
        ))}
    </Group>
  );
}
