import { TestEnvironment } from 'jest-environment-node';

/** A closing socket or an ending process needs a few turns of the event loop. */
const SETTLE_MS = 5_000;
const LOOK_EVERY_MS = 20;
/** Forget timers that are done once so many are remembered. */
const REMEMBERED_TIMERS = 1_000;

/**
 * Node's environment, in which a test file fails when it leaves a socket, timer, server, worker or child process
 * behind. Jest's own `detectOpenHandles` runs the files one after another, and prints without failing.
 */
export default class GuardedEnvironment extends TestEnvironment {
  #before: readonly string[] = [];
  #timers: NodeJS.Timeout[] = [];

  override async setup(): Promise<void> {
    await super.setup();
    this.global.setTimeout = this.#remembering(this.global.setTimeout);
    this.global.setInterval = this.#remembering(this.global.setInterval);
    // Made when they are first looked at, and then there for good: in a worker they are pipes.
    void [process.stdout, process.stderr];
    this.#before = openHandles();
  }

  override async teardown(): Promise<void> {
    let left = this.#left();
    for (let waited = 0; left.length > 0 && waited < SETTLE_MS; waited += LOOK_EVERY_MS) {
      await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
      left = this.#left();
    }
    // Else a forgotten timer keeps the whole run from ending.
    for (const timer of this.#timers) clearTimeout(timer);
    await super.teardown();
    if (left.length > 0) throw new Error(`This test file left open: ${left.join(', ')}`);
  }

  #left(): string[] {
    return [...excess(openHandles(), this.#before), ...this.#timers.filter(isWaiting).map(() => 'Timeout')];
  }

  #remembering<T extends typeof setTimeout | typeof setInterval>(real: T): T {
    const made = (...args: Parameters<T>) => {
      const timer = (real as (...args: unknown[]) => NodeJS.Timeout)(...args);
      if (this.#timers.length >= REMEMBERED_TIMERS) this.#timers = this.#timers.filter(isWaiting);
      this.#timers.push(timer);
      return timer;
    };
    // util.promisify finds its own variant of setTimeout among the properties.
    return Object.defineProperties(made, Object.getOwnPropertyDescriptors(real)) as unknown as T;
  }
}

/**
 * What keeps the process alive, by its kind, such as `TCPServerWrap` or `ProcessWrap`. Without timers, of which Jest
 * has some of its own, and without what ends by itself, such as reading a file.
 */
function openHandles(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => !/^(FSReq|Immediate|TickObject|Timeout)/.test(kind));
}

/** Not fired, not cleared, and not allowed to be forgotten by `unref`. */
function isWaiting(timer: NodeJS.Timeout): boolean {
  return timer.hasRef() && (timer as unknown as { _destroyed: boolean })._destroyed === false;
}

/** The kinds in `now` that were not in `before`, each as often as it is there in excess. */
function excess(now: readonly string[], before: readonly string[]): string[] {
  const rest = [...before];
  return now.filter((kind) => {
    const at = rest.indexOf(kind);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
