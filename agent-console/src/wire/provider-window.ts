const channelName = 'sigap.shown';

/** A window of its own: the call that is on goes on in this one. */
export const openProvider = (): void =>
  void window.open('/api/session/provider?again=1', 'sigap-provider', 'popup,width=520,height=720');

/**
 * Hears what became of the window, in whatever tab it was opened.
 * @param done told why not; null: it was shown who sits here
 * @returns how to hear no more
 */
export function onProviderShown(done: (refused: string | null) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => done(typeof data === 'string' ? data : null);
  return () => channel.close();
}

/** Said by the window at its end. */
export function tellShown(refused: string | null): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(refused);
  channel.close();
}
