import type { Texts } from './id.ts';
import type { idWallboard } from './id-wallboard.ts';

/** Screens on walls, in English. */
export const enWallboard: Texts<typeof idWallboard> = {
  wallboard: {
    title: 'Wallboards',
    hint: 'Each screen sees the floor and nothing else, by a link of its own. A link lasts until it is revoked here.',
    name: 'Name of the screen',
    nameHint: 'Its place, for example: “Agents’ room, north wall”.',
    add: 'Make a link',
    none: 'There is no screen yet.',
    added: 'Made',
    addedBy: '{{name}}, {{at}}',
    seen: 'Last seen',
    seenAt: 'seen {{at}}',
    never: 'never seen yet',
    tiles: 'Tiles',
    chooseTiles: 'Choose tiles',
    tilesOf: 'Tiles of the screen {{name}}',
    tilesHint: 'What stands large at its top. The screen shows it within a minute.',
    chosen: '{{count}} of at most {{most}} tiles are chosen.',
    steps: 'Lateness of SOP steps',
    stepsHint: 'How many are late now and today. Type to search.',
    noStep: 'There is no step of that name.',
    goneSteps: 'Not in the version in force any more',
    saveTiles: 'Save tiles',
    noTile: 'Choose at least one.',
    revoke: 'Revoke',
    revokeSure: 'Revoke now',
    revoked: 'The link was revoked.',
    linkTitle: 'The link of this screen',
    linkHint:
      'It is shown this once. Open it in the browser of that screen, or make it its first page. Whoever has it can watch the floor.',
    leave: 'Leave this screen',
    away: 'The server cannot be reached',
    awayHint: 'This screen tries again by itself.',
    refused: 'The link of this screen is not valid',
    refusedHint: 'It may have been revoked. Ask the administrator for a new one.',
    left: 'This screen was left',
    leftHint: 'Open its link again to come back to the floor.',
  },
  /** Of whatever is shown once. */
  once: {
    copy: 'Copy',
    copied: 'Copied',
    kept: 'I have kept it',
  },
};
