/** Where the window ends that showed at the provider who sits here; the server leads it there. */
export const shownPath = '/shown';
