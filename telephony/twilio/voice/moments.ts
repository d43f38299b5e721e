/**
 * When something happened, epoch ms. Twilio stamps whole seconds, so the true moment lies within that second; inside
 * of it, the moment its word reached us is the better guess, and the only one where there is no stamp.
 * @param stamp RFC 2822, such as `Thu, 1 Jun 2017 20:48:32 +0000`
 */
export function momentOf(stamp: string | null | undefined, receivedAt: number): number {
  const second = stamp ? Date.parse(stamp) : Number.NaN;
  return Number.isNaN(second) ? receivedAt : Math.min(Math.max(receivedAt, second), second + 999);
}
