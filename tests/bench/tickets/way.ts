/** A way to tickets: each call of `ticket` makes one, durable when it resolves. */
export interface Way {
  readonly name: string;
  readonly kind: 'ticket' | 'number';
  ticket(): Promise<unknown>;
}
