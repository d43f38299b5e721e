import type { GatewayStatus } from './port.ts';

/** Where a gateway stands, kept for {@link GatewayStatus}. */
export interface GatewayHealth {
  /** The other side answered, or spoke to us. */
  heard(): void;
  /** The other side does not answer. */
  lost(): void;
  /** Something came that makes no sense; it was passed over. */
  strange(): void;
  /** The other side's clock is behind ours by so many hours. */
  clock(hours: number): void;
  status(): GatewayStatus;
}

/** @param connected what is assumed until the other side answers, or does not. */
export function createGatewayHealth(now: () => number, connected: boolean): GatewayHealth {
  let status: GatewayStatus = { connected, since: now(), lastHeardAt: null, anomalies: 0 };
  const turn = (to: boolean) => {
    if (status.connected !== to) status = { ...status, connected: to, since: now() };
  };
  return {
    heard() {
      turn(true);
      status = { ...status, lastHeardAt: now() };
    },
    lost: () => turn(false),
    strange() {
      status = { ...status, anomalies: status.anomalies + 1 };
    },
    clock(hours) {
      const { clockHours: _, ...rest } = status;
      status = hours === 0 ? rest : { ...rest, clockHours: hours };
    },
    status: () => status,
  };
}
