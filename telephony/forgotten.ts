/**
 * What came of having something deleted that an exchange or gateway keeps: what is not there any more counts as deleted.
 * `reason` is for people who operate the system, without personal data.
 */
export type Forgotten = { readonly ok: true } | { readonly ok: false; readonly reason: string };
