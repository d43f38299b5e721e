/**
 * A step as a tile names it, its procedure first: names of steps are long and are cut, and two procedures may have steps
 * of one name.
 * @param procedure its id, such as `depok`
 * @returns such as `Depok · 3. Menjawab`
 */
export function stepTileName(procedure: string, number: number, name: string): string {
  const short = procedure.replaceAll('_', ' ');
  return `${short.charAt(0).toUpperCase()}${short.slice(1)} · ${number}. ${name}`;
}
