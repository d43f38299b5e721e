/** Something to carry out after commit; its id is made from the event that caused it, so it is queued once. */
export interface OutboxEntry {
  readonly id: string;
  readonly kind: 'agent.membership';
  readonly payload: { readonly userId: string };
}
