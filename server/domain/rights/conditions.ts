import type { Asker, RightFacts } from './facts.ts';

/** On what a right may depend. A fact that is missing holds nothing: the answer is no. */
export const conditions = {
  always: () => true,
  /** Whoever has the citizen on the line works on the case; afterwards another one may go on with it. */
  'not another’s call': ({ userId }, { case: of, step }) =>
    of !== undefined && (!of.live || of.agentId === userId) && [null, undefined, userId].includes(step?.heldBy),
  /** The citizen is on the line with this person now. */
  'own talk': ({ userId }, { talk }) => talk?.agentId === userId,
  /** The office has opened the number to the role. */
  'listed for the role': ({ role }, { outside }) => outside?.roles.has(role) ?? false,
  /** What the token was made for, where nobody stands in it by name. */
  'listed on it, and of nobody by name': (_, { figures }) =>
    figures?.byName === false && figures.listed.has(figures.report),
  /** The agent whose case it is. */
  'own case': ({ userId }, { case: of }) => of?.agentId === userId,
  /** What was forwarded to somebody is that person's; what is nobody's is everyone's who does that work. */
  'own or nobody’s': ({ userId }, { case: of }) =>
    of !== undefined && (of.officialId === null || of.officialId === userId),
  'own, or nobody’s and takes part': ({ userId, role }, { case: of }) =>
    of !== undefined && (of.officialId === null ? of.roles.has(role) : of.officialId === userId),
  /** A step of the case was or is this role's, alone or with others. */
  'takes part': ({ role }, { case: of }) => of?.roles.has(role) ?? false,
  /** One's own, one that waits for whoever has the role, or one to which one is tied. */
  'own work': ({ userId }, { case: of }) =>
    of !== undefined && (of.agentId === userId || of.waits === true || of.tied === true),
  'takes part, or tied': ({ role }, { case: of }) => of !== undefined && (of.roles.has(role) || of.tied === true),
  /** The procedure names the role in one of its steps. */
  'works in it': ({ role }, { procedure }) => procedure?.has(role) ?? false,
  'agents’ and dispatchers’': (_, { step, owner }) => ['agent', 'dispatcher'].includes(step?.actor ?? owner ?? ''),
  'officials’': (_, { owner }) => owner === 'official',
  /** What an official answers; not what one decides on oneself afterwards. */
  'officials’, and not one’s own to judge': ({ role }, { step }) =>
    step?.actor === 'official' && !step.leadsTo.includes(role),
  /** Four eyes: nobody confirms what they asked for. */
  'another’s request': ({ userId }, { erasure }) => erasure !== undefined && erasure.askedBy !== userId,
  /** Four eyes: whoever wrote on it has it looked at by another. */
  'nothing of it one’s own': ({ userId }, { answer }) => answer !== undefined && !answer.writers.includes(userId),
  /** Nobody puts away what is told of themselves. */
  'about another': ({ userId }, { alarm }) => alarm !== undefined && alarm.personId !== userId,
  /** Whose turn it is to sign it. */
  'named next on the paper': ({ userId }, { paper }) => paper?.signerId === userId,
  'own role': ({ role }, { owner }) => owner === role,
  'own person': ({ userId }, { owner }) => owner === userId,
  /** An escalation concerns those it went to, not the one who is late; one that is nobody's in person, its role. */
  concerned: ({ userId, role }, { alert }) => {
    if (!alert) return false;
    if (alert.heardBy) return alert.heardBy.includes(userId);
    return alert.personId === null ? alert.actor === role : alert.personId === userId;
  },
} satisfies Record<string, (asker: Asker, facts: RightFacts) => boolean>;

export type Condition = keyof typeof conditions;
