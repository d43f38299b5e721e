import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { WrittenFields } from '../../server/contract/actions.ts';
import {
  api,
  type BodyInput,
  type Params,
  type QueryInput,
  type Response,
  type RouteName,
} from '../../server/contract/api.ts';
import {
  applyChange,
  type Change,
  type ClientToServer,
  type EntryKind,
  type EntryKinds,
  entriesOf,
  type ServerToClient,
  type Snapshot,
  withPage,
} from '../../server/contract/live.ts';
import type { Me } from '../../server/contract/people.ts';
import type { Problem } from '../../server/contract/problems.ts';
import type { CaseDetail } from '../../server/contract/views.ts';
import { until } from './until.ts';

export interface Answer<T = unknown> {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Parsed when it is JSON, else the text. */
  readonly body: T;
  /** The body where the answer is a problem. */
  readonly problem: Problem | null;
}

export interface RawRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request on a connection of its own, so that nothing stays open. */
export function send(url: string, { method, path, headers = {}, body }: RawRequest): Promise<Answer> {
  const target = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        host: target.hostname,
        port: target.port,
        method,
        path,
        headers: { ...headers, connection: 'close' },
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(answerOf(response, Buffer.concat(chunks).toString('utf8'))));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function answerOf(response: IncomingMessage, text: string): Answer {
  const type = response.headers['content-type'] ?? '';
  const body: unknown = /json/.test(type) ? JSON.parse(text) : text;
  const problem = type.startsWith('application/problem+json') ? (body as Problem) : null;
  return { status: response.statusCode ?? 0, headers: response.headers, body, problem };
}

export interface CallOptions<N extends RouteName> {
  readonly params?: Params<N>;
  readonly query?: QueryInput<N>;
  readonly body?: BodyInput<N>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route of the contract as a request, the way the console sends it. */
export function requestOf<N extends RouteName>(
  name: N,
  { params, query, body, headers }: CallOptions<N> = {},
): RawRequest {
  const path = api[name].path.replaceAll(/\{(\w+)\}/g, (_, field: string) =>
    encodeURIComponent(String((params as Record<string, unknown> | undefined)?.[field])),
  );
  const asked = new URLSearchParams(query as Record<string, string> | undefined).toString();
  return {
    method: api[name].method.toUpperCase(),
    path: asked ? `${path}?${asked}` : path,
    headers: { 'x-sigap': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** A topic as a browser keeps it: a snapshot with the changes applied. */
export interface View {
  readonly snapshot: Snapshot;
  /** Every change that came, in order. */
  readonly changes: readonly Change[];
  entries<K extends EntryKind>(kind: K): EntryKinds[K][];
  /** The first entry of the kind that fits, as soon as there is one. */
  until<K extends EntryKind>(
    kind: K,
    fits: (entry: EntryKinds[K]) => boolean,
    limitMs?: number,
  ): Promise<EntryKinds[K]>;
  /** Until no entry of the kind fits. */
  untilGone<K extends EntryKind>(kind: K, fits?: (entry: EntryKinds[K]) => boolean, limitMs?: number): Promise<void>;
}

export type ClientSocket = Socket<ServerToClient, ClientToServer>;

/** Somebody at a browser. */
export interface Client {
  readonly me: Me;
  readonly cookie: string;
  call<N extends RouteName>(name: N, options?: CallOptions<N>): Promise<Answer<Response<N>>>;
  /** As `call`, and the body. @throws when the answer is a problem. */
  do<N extends RouteName>(name: N, options?: CallOptions<N>): Promise<Response<N>>;
  /** Does what the case waits for, or hears why not. */
  attempt(
    of: { readonly caseId: string },
    event: string,
    fields?: WrittenFields,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<CaseDetail>>;
  /** As `attempt`, and the case after it. @throws when it is refused. */
  act(of: { readonly caseId: string }, event: string, fields?: WrittenFields): Promise<CaseDetail>;
  /** Opens a topic. @throws Error with the server's word when it is refused. */
  open(topic: string): Promise<View>;
  /** My own desk. */
  desk(): Promise<View>;
  socket(): Promise<ClientSocket>;
  close(): void;
}

/** @throws when the name or the password is not right. */
export async function logIn(url: string, username: string, password: string): Promise<Client> {
  const answer = await send(url, requestOf('logIn', { body: { username, password } }));
  if (answer.problem) throw new Error(`${username} cannot log in: ${answer.problem.type}`);
  let cookie = cookieOf(answer);
  const me = answer.body as Me;
  const views = new Map<string, View & { take(change: Change): void }>();
  let connecting: Promise<ClientSocket> | null = null;

  const socket = () => {
    connecting ??= connect(url, cookie).then((connected) => {
      connected.on('change', (change: Change) => views.get(change.topic)?.take(change));
      return connected;
    });
    return connecting;
  };
  const call = async <N extends RouteName>(name: N, options: CallOptions<N> = {}) => {
    const wanted = requestOf(name, options);
    const said = (await send(url, { ...wanted, headers: { cookie, ...wanted.headers } })) as Answer<Response<N>>;
    // Its token is exchanged when its person shows again who it is.
    const session = cookieOf(said).match(/(?:^|; )((?:__Host-)?sigap\.sid=[^;]+)/)?.[1];
    if (session) cookie = cookie.replace(/(?:__Host-)?sigap\.sid=[^;]+/, session);
    return said;
  };
  const open = async (topic: string): Promise<View> => {
    const connected = await socket();
    const early: Change[] = [];
    views.set(topic, { take: (change: Change) => early.push(change) } as never);
    const answer = await connected.emitWithAck('open', topic);
    if ('error' in answer) throw new Error(answer.error);
    let whole = answer;
    while (whole.more) whole = withPage(whole, await connected.emitWithAck('more', topic));
    const view = createView(whole);
    early.forEach(view.take);
    views.set(topic, view);
    return view;
  };
  const attempt: Client['attempt'] = ({ caseId }, event, fields = {}, headers = {}) =>
    call('performAction', { params: { caseId }, body: { event, fields }, headers });
  return {
    me,
    get cookie() {
      return cookie;
    },
    call,
    do: async (name, options) => done(name, await call(name, options)),
    attempt,
    act: async (of, event, fields) => done(event, await attempt(of, event, fields)),
    open,
    desk: () => open(`desk:${me.userId}`),
    socket,
    close: () => {
      connecting?.then((connected) => connected.disconnect()).catch(() => {});
    },
  };
}

/** @throws when the answer is a problem. */
/** One that waits and asks again when it was too fast: nobody clicks as fast as a test does. */
export function unhurried(client: Client): Client {
  const call: Client['call'] = async (name, options) => {
    for (;;) {
      const answer = await client.call(name, options);
      if (answer.status !== 429) return answer;
      await sleep(Number(answer.headers['retry-after'] ?? 1) * 1_000);
    }
  };
  return { ...client, call, do: async (name, options) => done(name, await call(name, options)) };
}

function done<T>(what: string, { body, problem }: Answer<T>): T {
  if (!problem) return body;
  const { status, type, errors = [] } = problem;
  throw new Error(`${what}: ${[status, type, ...errors.map(({ field, code }) => `${field} ${code}`)].join(' ')}`);
}

/** @throws Error with the server's word when it does not let us in. */
export function connect(
  url: string,
  cookie: string | null,
  headers: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, string>> = {},
): Promise<ClientSocket> {
  const socket: ClientSocket = io(url, {
    query,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...headers, ...(cookie === null ? {} : { cookie }) },
  });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
}

/** The session's cookie of an answer, as the browser sends it back. */
function cookieOf({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ');
}

/** @throws when a change does not fit: numbers must follow one another without a gap. */
function createView(opened: Snapshot): View & { take(change: Change): void } {
  let snapshot = opened;
  const changes: Change[] = [];
  const find = <K extends EntryKind>(kind: K, fits: (entry: EntryKinds[K]) => boolean) =>
    entriesOf(snapshot, kind).find(fits);
  return {
    get snapshot() {
      return snapshot;
    },
    changes,
    take: (change) => {
      changes.push(change);
      const next = applyChange(snapshot, change);
      if (!next) throw new Error(`${change.topic}: change ${change.seq} does not follow ${snapshot.seq}`);
      snapshot = next;
    },
    entries: (kind) => entriesOf(snapshot, kind),
    until: (kind, fits, limitMs) =>
      until(`${kind} in ${snapshot.topic} that fits ${fits}`, () => find(kind, fits), limitMs) as never,
    untilGone: async (kind, fits = () => true, limitMs = 30_000) => {
      await until(`no ${kind} in ${snapshot.topic} that fits ${fits}`, () => !find(kind, fits), limitMs);
    },
  };
}
