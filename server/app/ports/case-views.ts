/** Filters of the list of tickets under a name, as they were saved. */
export interface StoredView {
  readonly viewId: string;
  readonly ownerId: string;
  readonly name: string;
  /** What is typed to search by; empty: nothing. */
  readonly q: string;
  /** What was chosen, by the names of the filters; it may have been saved by another version. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly shared: boolean;
}

export interface CaseViewReads {
  /** The person's own, and those that are shared, by name. */
  caseViews(ownerId: string): Promise<readonly StoredView[]>;
}

export interface CaseViewWrites {
  /** Waits until nobody else saves a view of this person's: they are counted, and their names compared. */
  lockViewsOf(ownerId: string): Promise<void>;
  /** Locked; null: there is none. */
  lockView(viewId: string): Promise<StoredView | null>;
  countViews(ownerId: string): Promise<number>;
  /** Name and typed words are sealed. False: its owner has another one of this name. */
  saveView(view: StoredView, at: number): Promise<boolean>;
  deleteView(viewId: string): Promise<void>;
}
