import type { SpawnOptions } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AgentEndpoint, renderAgentEndpoints } from '../../../telephony/asterisk/agents-file.ts';
import { type LabAsterisk, startAsterisk } from './asterisk.ts';
import { type LabProcess, run, startProcess, until } from './processes.ts';
import { type CuttableProxy, startProxy } from './proxy.ts';
import { type CallerName, type CallHandle, type CallOptions, callers, sippTools } from './sipp.ts';

export interface LabOptions {
  readonly agents?: readonly AgentEndpoint[];
  /** Where Asterisk and its telephones are; default 127.0.0.1. A second one is at another address of loopback. */
  readonly address?: string;
  /** What its dialplan and the server share; exchanges of one server must differ in it. */
  readonly token?: string;
  /** Where the dialplan asks for ticket numbers; default 4573. */
  readonly agiPort?: number;
  /** Default false: prompts and digits are silence, so that a caller is in the queue within a second or two. */
  readonly longPrompts?: boolean;
  /** Default false: as installed, nobody is asked what he calls for. */
  readonly menu?: boolean;
  /** Default false: as installed, nobody is asked how it was. */
  readonly survey?: boolean;
}

type Desk = ReturnType<typeof sippTools>['desk'];

/** A telephone exchange with its callers and telephones. */
export interface Lab {
  readonly agents: readonly AgentEndpoint[];
  /** What the server's Asterisk settings must be. `port` is the proxy's: `ami.cut()` cuts it. */
  readonly settings: {
    readonly host: string;
    readonly port: number;
    readonly directPort: number;
    readonly username: string;
    readonly secret: string;
    readonly token: string;
    /** Where its dialplan asks. */
    readonly agiPort: number;
    readonly queue: string;
    readonly hotlineContext: string;
    readonly websocketUrl: string;
    readonly sipDomain: string;
    readonly callLog: string;
    readonly recordings: string;
    readonly queuesFile: string;
  };
  readonly asterisk: LabAsterisk;
  readonly ami: CuttableProxy;
  exec(command: string, args: readonly string[]): Promise<string>;
  /** Starts a process that ends with the lab at the latest. */
  spawn(command: string, args: readonly string[], options?: SpawnOptions): LabProcess;
  call(caller: CallerName, options?: CallOptions): Promise<CallHandle>;
  /** Many callers, one every so often, who each hang up after `holdMs`. */
  crowd: ReturnType<typeof sippTools>['crowd'];
  /** A desk telephone of one of `agents`, at a port of its own. */
  desk(extension: string, behaviour?: Parameters<Desk>[3]): Promise<Awaited<ReturnType<Desk>>>;
  /** A citizen behind the operator, for one call of ours. */
  citizen: ReturnType<typeof sippTools>['citizen'];
  /** Ends every caller and desk telephone at once, and waits until Asterisk has no channel left. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

const defaultAgents: readonly AgentEndpoint[] = [
  { extension: '101', name: 'Ayu Lestari', secret: 'lab-secret-101', webrtc: true },
  { extension: '102', name: 'Bima Saputra', secret: 'lab-secret-102', webrtc: true },
  { extension: '201', name: 'Citra Dewi', secret: 'lab-secret-201', webrtc: false },
  { extension: '202', name: 'Dodi Hartono', secret: 'lab-secret-202', webrtc: false },
];

/**
 * Starts Asterisk with Sigap's own configuration in the network namespace of `tests/system/run.sh`.
 * @throws when not run through it.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const root = process.env.SIGAP_LAB_ROOT;
  if (!process.env.SIGAP_LAB_NETNS || !root) throw new Error('run the system tests with `npm run test:system`');
  const agents = options.agents ?? defaultAgents;
  const folder = await mkdtemp(join(tmpdir(), 'sigap-lab-'));
  const amiPort = 5038;
  const { address = '127.0.0.1', agiPort = 4573, token = 'lab-registration-token' } = options;
  const site = { address, amiUser: 'sigap', amiSecret: 'lab-ami-secret', token };
  const asterisk = await startAsterisk(root, folder, {
    ...site,
    agi: `127.0.0.1:${agiPort}`,
    amiPort,
    agents: renderAgentEndpoints(agents),
    longPrompts: options.longPrompts ?? false,
    menu: options.menu ?? false,
    survey: options.survey ?? false,
  });
  const ami = await startProxy(amiPort, address);
  const sipp = sippTools(folder, address);
  const spawned: LabProcess[] = [];
  return {
    agents,
    settings: {
      host: '127.0.0.1',
      port: ami.port,
      directPort: amiPort,
      username: site.amiUser,
      secret: site.amiSecret,
      token,
      agiPort,
      queue: 'hotline',
      hotlineContext: 'hotline',
      websocketUrl: `ws://${address}:8088/ws`,
      sipDomain: address,
      callLog: asterisk.callLog,
      recordings: asterisk.recordings,
      queuesFile: join(folder, 'etc/sigap/queues.conf'),
    },
    asterisk,
    ami,
    exec: (command, args) => run(command, args),
    spawn(command, args, spawnOptions) {
      const child = startProcess(command, args, spawnOptions);
      spawned.push(child);
      return child;
    },
    call: (caller, more = {}) => sipp.call({ ...callers[caller], ...more }),
    crowd: sipp.crowd,
    desk(extension, behaviour) {
      const agent = agents.find((one) => one.extension === extension);
      if (!agent) throw new Error(`no agent ${extension} in the lab`);
      return sipp.desk(extension, agent.secret, 6000 + Number(extension), behaviour);
    },
    citizen: sipp.citizen,
    async clear() {
      await sipp.stop();
      await asterisk.cli('channel request hangup all');
      await until('no channels', async () => (await asterisk.cli('core show channels count')).includes('0 active ch'));
    },
    async stop() {
      await sipp.stop();
      await Promise.all(spawned.map((child) => child.stop()));
      await ami.stop();
      await asterisk.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
