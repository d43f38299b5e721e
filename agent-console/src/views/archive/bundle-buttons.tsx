import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { BundleCard, CheckedBundle } from '../../../../server/contract/archive.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { saveFile } from '../shared/save-file.ts';
import styles from './archive.module.css';
import { useArchiveWords } from './words.ts';

/** Taking a bundle out of the archive, and comparing it with its manifest; the audit says who did. */
export function BundleButtons({ bundle: { caseId, ticketNumber } }: { bundle: BundleCard }) {
  const { rest } = useWorkplace().desk;
  const problemText = useProblemText();
  const say = useArchiveWords();
  const params = { caseId };
  const taking = useMutation({
    mutationFn: async () => saveFile(await rest.blob('takeBundle', { params }), `${ticketNumber}.tar`),
  });
  const checking = useMutation({ mutationFn: () => rest.call('checkBundle', { params }) });
  const fault = taking.error ?? checking.error;
  const named = (label: string) => ({ 'aria-label': `${label}: ${ticketNumber}` });
  return (
    <div className={styles.buttons}>
      <Button
        size="compact-sm"
        variant="default"
        loading={taking.isPending}
        onClick={() => taking.mutate()}
        data-testid="bundle-take"
        {...named(say('take'))}
      >
        {say('take')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        loading={checking.isPending}
        onClick={() => checking.mutate()}
        data-testid="bundle-check"
        {...named(say('check'))}
      >
        {say('check')}
      </Button>
      <span role="status" data-testid="bundle-checked">
        {checking.data && (checking.data.ok ? say('right') : <Wrong checked={checking.data} />)}
      </span>
      {fault !== null && <span role="alert">{problemText(fault)}</span>}
    </div>
  );
}

function Wrong({ checked: { entries, missing, whole } }: { checked: CheckedBundle }) {
  const say = useArchiveWords();
  const wrong = [...entries.filter(({ ok }) => !ok).map(({ path }) => path), ...missing];
  const named = wrong.length > 0 || whole ? wrong : [say('whole')];
  return (
    <strong>
      {say('wrong')} {named.join(', ')}
    </strong>
  );
}
