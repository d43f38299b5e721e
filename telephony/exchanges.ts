import type { ExchangePort } from './port.ts';

/** The exchanges of one office: which of them a call, a telephone or a name belongs to. */
export interface Exchanges {
  /** At least one. */
  readonly names: readonly string[];
  /** The name of the exchange whose call this is, by its id. */
  ofCall(callId: string): string;
  /** The name of the exchange that has this telephone. */
  ofPhone(extension: string): string;
  /** @throws when no exchange has this name */
  named(name: string): ExchangePort;
}

/** An office with one exchange: everything is of it. */
export const oneExchange = (exchange: ExchangePort): Exchanges => ({
  names: [exchange.name],
  ofCall: () => exchange.name,
  ofPhone: () => exchange.name,
  named: () => exchange,
});
