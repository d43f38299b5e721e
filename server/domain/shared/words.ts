/** A text in the two languages of the screens. */
export interface Words {
  readonly id: string;
  readonly en: string;
}
