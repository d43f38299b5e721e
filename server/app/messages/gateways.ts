import type { GatewayStatus, MessageChannel, MessageGateway } from '../../../telephony/messaging/port.ts';
import type { Service } from '../../domain/service/service.ts';

/** The gateways that are configured. */
export interface Gateways {
  readonly all: readonly MessageGateway[];
  /** By the name that `services.yaml` gives. */
  named(name: string | null): MessageGateway | null;
  /** One that carries the channel, such as for an alert to somebody of the office, and the number it sends from. */
  gatewayFor(channel: MessageChannel): { readonly gateway: MessageGateway; readonly from: string } | null;
  statuses(): Readonly<Record<string, GatewayStatus>>;
}

/** @param services in the order of the file: the first that has the channel gives gateway and number. */
export function createGateways(all: readonly MessageGateway[], services: readonly Service[]): Gateways {
  const named = (name: string | null) => all.find((gateway) => gateway.name === name) ?? null;
  return {
    all,
    named,
    gatewayFor: (channel) => {
      for (const service of services) {
        const gateway = service.channel === channel ? named(service.gateway) : null;
        if (gateway) return { gateway, from: service.addresses[0] ?? '' };
      }
      const gateway = all.find(({ channels }) => channels.includes(channel));
      return gateway ? { gateway, from: '' } : null;
    },
    statuses: () => Object.fromEntries(all.map((gateway) => [gateway.name, gateway.status()])),
  };
}
