import type { AmiConnection } from './connection.ts';
import type { ExchangeLog } from './link.ts';
import type { Packet } from './packets.ts';

/**
 * Whether callers are asked where a service has a menu, and whether the exchange has the words to ask with, here and after a
 * call. The dialplan lets them in all the same, so one that asks nobody would be noticed by nobody.
 */
export interface MenuWatch {
  /** @param services those whose callers are asked, by their ids */
  wanted(services: readonly string[]): void;
  /** The link is up: what the dialplan says of itself. */
  ask(action: AmiConnection['action']): Promise<void>;
  /** Of a caller who was asked, or would have been. */
  told(packet: Packet): void;
  /** In English, for whoever operates the system. */
  warnings(): readonly string[];
}

export function createMenuWatch(log: ExchangeLog): MenuWatch {
  let services: readonly string[] = [];
  let asks = true;
  const missing = new Set<string>();
  const said = new Set<string>();

  const warnings = () => {
    const named = services.join(', ');
    const nobody = `callers of ${named} are asked nothing: the exchange has no MENU=yes in its site.conf, or an older extensions.conf`;
    const silent = [...missing].sort().join(', ');
    return [
      ...(!asks && named !== '' ? [nobody] : []),
      ...(silent === '' ? [] : [`the exchange has not the prompts ${silent}: make them by make-sounds.sh`]),
    ];
  };
  const say = () => {
    for (const warning of warnings()) {
      if (!said.has(warning)) log.warn({}, warning);
      said.add(warning);
    }
  };

  return {
    wanted(given) {
      services = given;
    },
    async ask(action) {
      const answer = await action('Getvar', { variable: 'SIGAP_ASKS' });
      asks = answer.ok && answer.reply.value === 'yes';
      say();
    },
    told(packet) {
      if (packet.event !== 'UserEvent' || packet.userevent !== 'SigapPrompts') return;
      for (const file of filesOf(packet.all)) missing.delete(file);
      for (const file of filesOf(packet.missing)) missing.add(file);
      say();
    },
    warnings,
  };
}

/** Names alone: they stand in the log. */
const filesOf = (text: string | undefined) => (text ?? '').split('&').filter((file) => /^[a-z0-9/-]{1,80}$/.test(file));
