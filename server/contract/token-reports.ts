/** What an API token may be made for: figures in which nobody stands by name. Whatever is not here no token reads. */
export const tokenReports = ['calls', 'heat', 'cases', 'open', 'messages', 'steps', 'ikm'] as const;
export type TokenReport = (typeof tokenReports)[number];

/** Days that one lasts: at least one, at most two years, and a year where nobody says otherwise. */
export const tokenDays = { least: 1, usual: 365, most: 730 } as const;
