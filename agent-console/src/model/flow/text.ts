/** How wide a text is drawn, px. */
export type Measure = (text: string, strong: boolean) => number;

/** A line of a label. */
export interface Line {
  readonly text: string;
  readonly strong: boolean;
}

/** From one line to the next, px. */
export const lineHeight = 18;

/** A text in as few lines as `most` px allow, and these about equally long. A word longer than that has its own line. */
export function wrapped(text: string, strong: boolean, most: number, measure: Measure): Line[] {
  const tight = (width: number): string[] => {
    const lines: string[] = [];
    for (const word of text.split(/\s+/u).filter(Boolean)) {
      const last = lines.at(-1);
      if (last !== undefined && measure(`${last} ${word}`, strong) <= width)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  };
  let best = tight(most);
  for (let width = most - 10; width >= most / 3; width -= 10) {
    const next = tight(width);
    if (next.length > best.length) break;
    best = next;
  }
  return best.map((line) => ({ text: line, strong }));
}

/** How much room lines take, px. */
export function sizeOf(lines: readonly Line[], measure: Measure): { width: number; height: number } {
  const widths = lines.map(({ text, strong }) => measure(text, strong));
  return { width: Math.ceil(Math.max(0, ...widths)), height: lines.length * lineHeight };
}
