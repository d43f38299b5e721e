/** Line icons on a 24-unit grid; decorative, the word stands beside them. */
const paths = {
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z',
  hangup: 'M3 14c5-5 13-5 18 0l-2.5 3-4-1.5v-3a10 10 0 0 0-5 0v3l-4 1.5z',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l12 7-12 7z',
  forward: 'M4 18v-3a5 5 0 0 1 5-5h10M14 5l5 5-5 5',
  mic: 'M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4',
  micOff:
    'M4 4l16 16M9 9v2a3 3 0 0 0 4.5 2.6M15 11V6a3 3 0 0 0-5.7-1.3M6 11a6 6 0 0 0 9.5 4.9M18 11a6 6 0 0 1-.4 2M12 17v4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  checks: 'M2.5 12.5l4 4.5L15 7.5M11 15.5l1.5 1.5L21.5 7.5',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.5l3 2',
  warn: 'M12 4l9 16H3zM12 10v4.5M12 17.4v.2',
  breach: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5v5.5M12 16.2v.2',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5a2 2 0 0 0 4 0',
  raise: 'M12 20V5M5.5 11.5L12 5l6.5 6.5M6 20h12',
  record: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  cross: 'M6 6l12 12M18 6L6 18',
  minus: 'M6 12h12',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.3a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4z',
  sound: 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  soundOff: 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM16 9.5l5 5M21 9.5l-5 5',
  keyboard: 'M3 6.5h18v11H3zM7 10h.1M11 10h.1M15 10h.1M18 10h.1M7 14h10',
  logOut: 'M14 5H6v14h8M11 12h10M17.5 8.5L21 12l-3.5 3.5',
  chevron: 'M7 10l5 5 5-5',
  back: 'M14 6l-6 6 6 6',
  person: 'M12 4a3.7 3.7 0 1 1 0 7.4A3.7 3.7 0 0 1 12 4zM4.5 20a7.5 7.5 0 0 1 15 0',
  link: 'M9.5 14.5l5-5M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M16 13l2.5-2.5a3.5 3.5 0 0 0-5-5L11 8',
  screen: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5',
  quote: 'M5 17c3-1 4-3 4-6H5V6h6v5c0 4-2 7-5 8M14 17c3-1 4-3 4-6h-4V6h6v5c0 4-2 7-5 8',
} as const;

export type IconName = keyof typeof paths;

/** @param size CSS pixels. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}

export function Mark({ size = 28 }: { size?: number }) {
  return <img src="/sigap.svg" width={size} height={size} alt="" />;
}
