/** The browser's clocks, in one place: everything else takes a moment, or asks here for one. */

/** Ms on a counter that no change of the workstation's wall clock moves. */
export const monotonic = (): number => performance.now();

/** Epoch ms of the workstation; only until the server has said what time it is. */
export const wallClock = (): number => Date.now();
