import type { MessageChannel } from '../../../telephony/messaging/port.ts';
import type { Bilingual } from '../../domain/sop/terms.ts';

/** A text that the provider has approved, with places `{{1}}`, `{{2}}` to be filled in. */
export interface MessageTemplate {
  /** As the provider names it. */
  readonly id: string;
  readonly channel: MessageChannel;
  readonly name: Bilingual;
  readonly text: string;
}

/** The template with its variables; a place that is not filled stays as it is written. Pure. */
export function filled(template: MessageTemplate, variables: Readonly<Record<string, string>>): string {
  return template.text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => variables[name]?.trim() || place);
}
