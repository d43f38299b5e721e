import type { SopDefinition } from './definition.ts';
import { closingsOf } from './forms.ts';
import type { StepDefinition } from './step-definition.ts';

/** What a definition lacks that was stored before something was known of: it reads as if it had been silent of it. */
const unsaid = {
  forms: {},
  tells: ['message', 'call'],
  closes: null,
  shares: null,
} as const satisfies Partial<StepDefinition>;

/**
 * A definition as an earlier server may have stored it. Its cases still open, print and replay: what its version does not
 * say is what a file says that leaves it out. Pure.
 */
export function storedSop(body: SopDefinition): SopDefinition {
  const stored: Partial<SopDefinition> = body;
  return {
    ...body,
    document: { ...body.document, approved: body.document.approved ?? null },
    letterhead: stored.letterhead ?? null,
    signatures: stored.signatures ?? [],
    performers: stored.performers ?? null,
    fields: stored.fields ?? {},
    closings: stored.closings ?? closingsOf(undefined, body.roles),
    steps: body.steps.map((step) => ({ ...unsaid, ...step })),
  };
}
