/** What is proposed for destruction, and how the lists stand, among what the browser has asked for. */
export const destructionsKey = ['destructions'] as const;
