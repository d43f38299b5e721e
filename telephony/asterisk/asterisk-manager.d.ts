declare module 'asterisk-manager' {
  import type { EventEmitter } from 'node:events';

  /** One packet as the package parses it: lower-case keys; repeated headers become arrays, variables an object. */
  type ParsedItem = Record<string, string | string[] | Record<string, string>>;

  /** What this project uses of the package, version 0.2.0, which has no types of its own. */
  interface Manager extends Pick<EventEmitter, 'on' | 'once' | 'emit' | 'removeAllListeners' | 'listeners'> {
    connect(port: number, host: string, connected?: () => void): void;
    login(callback: (error?: ParsedItem) => void): void;
    action(
      fields: Record<string, string>,
      callback: (error: ParsedItem | undefined, reply: ParsedItem) => void,
    ): string;
    disconnect(): void;
  }

  /** Without a port it does not connect by itself. */
  function createManager(port: undefined, host: string, username: string, password: string, events: boolean): Manager;
  export = createManager;
}
