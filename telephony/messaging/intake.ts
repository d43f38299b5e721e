/** Takes what webhooks bring, so that their senders are answered in time and a stuck database fills no memory. */
export interface Intake {
  /** True when `work` is done; false when it failed, takes too long (it goes on), or too much is under way already. */
  take(work: () => Promise<void>): Promise<boolean>;
  /** Waits for what is under way. */
  idle(): Promise<void>;
}

/** @param limitMs how long a sender may wait for its answer. @param most works under way at once. */
export function createIntake({ limitMs = 10_000, most = 200 } = {}): Intake {
  const underWay = new Set<Promise<boolean>>();
  return {
    async take(work) {
      if (underWay.size >= most) return false;
      const done = work().then(
        () => true,
        () => false,
      );
      underWay.add(done);
      void done.then(() => underWay.delete(done));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<false>((resolve) => {
        timer = setTimeout(resolve, limitMs, false);
      });
      const durable = await Promise.race([done, late]);
      clearTimeout(timer);
      return durable;
    },
    async idle() {
      await Promise.all(underWay);
    },
  };
}
