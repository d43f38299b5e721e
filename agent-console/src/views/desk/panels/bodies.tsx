import type { ComponentType } from 'react';
import type { CaseCard } from '../../../../../server/contract/views.ts';
import type { Panel, PanelState } from '../../../model/panels.ts';
import { AnalysisPanel } from './analysis.tsx';
import { ConfirmPanel, HangupPanel } from './confirm.tsx';
import { DispatchPanel } from './dispatch.tsx';
import { IntakePanel } from './intake.tsx';
import { RecapPanel } from './recap.tsx';
import { SolutionPanel } from './solution.tsx';

export interface PanelProps {
  readonly card: CaseCard;
  readonly state: PanelState;
  /** The agent saved this panel: the next one may come forward. */
  readonly saved: () => void;
  readonly hangup: () => void;
}

export const panelBodies: Readonly<Record<Panel, ComponentType<PanelProps>>> = {
  intake: IntakePanel,
  analysis: AnalysisPanel,
  solution: SolutionPanel,
  dispatch: DispatchPanel,
  confirm: ConfirmPanel,
  hangup: HangupPanel,
  recap: RecapPanel,
};
