import { useEffect, useRef } from 'react';

/** Silent until it is started: others may be within hearing. */
export function Player({ sound, label }: { sound: Blob; label: string }) {
  const player = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const address = URL.createObjectURL(sound);
    if (player.current) {
      player.current.src = address;
      player.current.focus();
    }
    return () => URL.revokeObjectURL(address);
  }, [sound]);
  return (
    // biome-ignore lint/a11y/useMediaCaption: nobody has written down what was said
    <audio ref={player} controls controlsList="nodownload" aria-label={label} data-testid="recording-player" />
  );
}
