import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CaseAction } from '../../../../server/contract/actions.ts';
import type { LikeCase } from '../../../../server/contract/like-cases.ts';
import type { CaseCard } from '../../../../server/contract/views.ts';
import { keyOf } from '../../model/hotkeys.ts';
import { saysEnough } from '../../model/said.ts';
import { useWorkplace } from '../shared/context.tsx';
import { useProblemText } from '../shared/save.tsx';
import { useHotkeys } from '../shared/use-hotkeys.ts';
import styles from './like.module.css';
import { LikeRow } from './like-row.tsx';
import { useSaid } from './use-said.ts';
import { useLikeWords } from './words.ts';

/** What has changed in the case since is not looked for anew at each key. */
const freshMs = 60_000;
/** While a caller talks the form is typed into without an end: it is asked when the fingers rest. */
const restMs = 1_500;

const nothing: readonly CaseAction[] = [];

interface Props {
  readonly card: CaseCard;
  readonly typed?: readonly CaseAction[];
}

/** Found by what the case says; what stands in one of them is fetched when it is opened, as the reading that it is. */
export function LikeList({ card, typed }: Props) {
  const words = useLikeWords();
  const problemText = useProblemText();
  const { rest } = useWorkplace().desk;
  const { caseId } = card;
  const [key] = useDebouncedValue(useSaid(card, typed ?? nothing), restMs);
  const enabled = typed === undefined || saysEnough(JSON.parse(key));
  const list = useRef<HTMLElement>(null);
  useHotkeys({ likeCases: () => list.current?.querySelector('button')?.focus() });
  const found = useQuery({
    queryKey: ['like', caseId, key],
    queryFn: () => rest.call('likeCases', { params: { caseId } }),
    staleTime: freshMs,
    // What is opened to be read stays while one types on.
    placeholderData: keepPreviousData,
    enabled,
  });
  const { like = [], earlier = [] } = found.data ?? {};
  if (!enabled) return null;
  return (
    <section ref={list} className={styles.lists} data-testid="like-cases" data-found={found.isSuccess}>
      <h3>
        {words.title} <small>{keyOf.likeCases}</small>
      </h3>
      {found.isError && <p role="alert">{problemText(found.error)}</p>}
      {found.isSuccess && like.length === 0 && <p className={styles.muted}>{words.none}</p>}
      <Rows found={like} of="like" />
      {earlier.length > 0 && <h3>{words.earlier}</h3>}
      <Rows found={earlier} of="earlier" />
    </section>
  );
}

function Rows({ found, of }: { found: readonly LikeCase[]; of: string }) {
  return (
    found.length > 0 && (
      <ul className={styles.list} data-testid={of}>
        {found.map((one) => (
          <LikeRow key={one.caseId} found={one} />
        ))}
      </ul>
    )
  );
}
