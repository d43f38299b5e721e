import type { CaseCard } from '../../../../server/contract/views.ts';
import { CaseWork } from '../acts/case-work.tsx';
import { CaseLayout } from '../shared/case-layout.tsx';
import { AnswerForm } from './answer-form.tsx';
import { ForwardForm } from './forward-form.tsx';

interface Props {
  readonly card: CaseCard;
  readonly done: (text: string) => void;
}

/** A case of a call is forwarded or answered here; any other is worked by its acts. */
export function CaseAtWork({ card, done }: Props) {
  if (card.byActs) return <CaseWork card={card} done={done} />;
  return (
    <CaseLayout card={card} due={[]}>
      {card.status === 'dispatched' && <ForwardForm card={card} done={done} />}
      {card.status === 'forwarded' && <AnswerForm card={card} done={done} />}
    </CaseLayout>
  );
}
