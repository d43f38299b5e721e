import type { ComponentType } from 'react';
import type { Panel } from '../../../model/panels.ts';
import { AnalysisPanel } from './analysis.tsx';
import { ConfirmPanel, HangupPanel } from './confirm.tsx';
import { DispatchPanel } from './dispatch.tsx';
import { IntakePanel } from './intake.tsx';
import type { PanelProps } from './props.ts';
import { RecapPanel } from './recap.tsx';
import { SolutionPanel } from './solution.tsx';

export const panelBodies: Readonly<Record<Panel, ComponentType<PanelProps>>> = {
  intake: IntakePanel,
  analysis: AnalysisPanel,
  solution: SolutionPanel,
  dispatch: DispatchPanel,
  confirm: ConfirmPanel,
  hangup: HangupPanel,
  recap: RecapPanel,
};
