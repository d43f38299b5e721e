import { useTranslation } from 'react-i18next';
import type { DraftState } from '../../model/draft.ts';
import styles from './form.module.css';

/** Where the draft stands, in words. */
export function DraftNote({ draft }: { draft: DraftState }) {
  const { t } = useTranslation();
  const stand = standOf(draft);
  return (
    <span className={styles.draft} role="status" data-testid="draft-state" data-stand={stand}>
      {stand === 'none' ? '' : t(`actions.${stand}`)}
    </span>
  );
}

function standOf(draft: DraftState) {
  if (draft.trouble === 'offline') return 'draftOffline';
  if (draft.trouble === 'refused') return 'draftRefused';
  if (draft.sending !== null) return 'draftSaving';
  if (draft.sendAt !== null) return 'draftSaving';
  return draft.savedAt === null ? 'none' : 'draftSaved';
}
