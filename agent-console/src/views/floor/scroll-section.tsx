import type { ReactNode } from 'react';

interface Props {
  readonly className?: string | undefined;
  readonly labelledBy: string;
  readonly children: ReactNode;
}

/** A list that may be longer than the screen: it takes the focus, so that the keyboard can scroll it. */
export function ScrollSection({ className, labelledBy, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing inside takes the focus, and it has to scroll by keyboard
    <section className={className} aria-labelledby={labelledBy} tabIndex={0}>
      {children}
    </section>
  );
}
