import type { CaseCard } from '../../../../../server/contract/views.ts';
import type { PanelState } from '../../../model/panels.ts';

/** What every panel of the workspace is given. */
export interface PanelProps {
  readonly card: CaseCard;
  readonly state: PanelState;
  /** The agent saved this panel: the next one may come forward. */
  readonly saved: () => void;
  readonly hangup: () => void;
}
