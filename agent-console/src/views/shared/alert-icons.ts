import type { AlertCard } from '../../../../server/contract/alerts.ts';
import type { IconName } from './icons.tsx';

/** A shape for each kind of alert, so that none is told by colour alone. */
export const alertIcons: Readonly<Record<AlertCard['kind'], IconName>> = {
  warning: 'warn',
  breach: 'breach',
  escalation: 'raise',
};
