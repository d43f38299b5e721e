/** The console's few sounds, made by the browser itself. Browsers stay silent until a first click or key. */
export interface Sound {
  readonly on: () => boolean;
  readonly turn: (on: boolean) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Starts ringing, until the returned function is called. */
  readonly ring: () => () => void;
  /** A tone for a warning, two for a breach, three rising ones for an escalation. */
  readonly beep: (kind: 'warning' | 'breach' | 'escalation') => void;
}

const key = 'sigap.sound';

function createSound(): Sound {
  let context: AudioContext | null = null;
  let on = localStorage.getItem(key) !== 'off';
  const listeners = new Set<() => void>();

  const tone = (frequency: number, startIn: number, seconds: number, loudness: number): void => {
    if (!on) return;
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume().catch(() => {});
    const begin = context.currentTime + startIn;
    const oscillator = new OscillatorNode(context, { frequency, type: 'sine' });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setTargetAtTime(loudness, begin, 0.012);
    gain.gain.setTargetAtTime(0, begin + seconds, 0.03);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(begin);
    oscillator.stop(begin + seconds + 0.2);
  };
  return {
    on: () => on,
    turn(next) {
      on = next;
      localStorage.setItem(key, on ? 'on' : 'off');
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    ring() {
      const once = (): void => {
        tone(784, 0, 0.18, 0.16);
        tone(988, 0.22, 0.24, 0.16);
      };
      once();
      const timer = setInterval(once, 1_600);
      return () => clearInterval(timer);
    },
    beep(kind) {
      if (kind === 'warning') return tone(660, 0, 0.14, 0.1);
      const pitches = kind === 'breach' ? [520, 520] : [520, 660, 830];
      pitches.forEach((pitch, index) => {
        tone(pitch, index * 0.2, 0.13, 0.14);
      });
    },
  };
}

export const sound = createSound();
