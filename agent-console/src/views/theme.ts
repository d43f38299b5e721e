import { createTheme } from '@mantine/core';

/** Teal on paper and ink; small radius, compact fields. */
export const theme = createTheme({
  colors: {
    teal: [
      '#e6f5f3',
      '#c8e9e5',
      '#9ad8d0',
      '#5cc4b8',
      '#2ba89c',
      '#118a81',
      '#0a7770',
      '#075f5a',
      '#064b47',
      '#043735',
    ],
    red: ['#fdeae7', '#f9cdc7', '#f1a399', '#e77668', '#dc4f3f', '#cf2f20', '#b92215', '#98180d', '#7a130a', '#5c0e08'],
  },
  primaryColor: 'teal',
  primaryShade: 6,
  defaultRadius: 6,
  fontFamily: 'var(--sans)',
  headings: { fontFamily: 'var(--sans)' },
  black: '#10272f',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
