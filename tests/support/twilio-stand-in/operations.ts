import { readFileSync } from 'node:fs';
import { faultsOf, type OperationFacts } from './facts.ts';

/** Operations of Twilio's voice that we use. */
export type VoiceOperation =
  | 'createParticipant'
  | 'updateParticipant'
  | 'updateCall'
  | 'listCalls'
  | 'listConferences'
  | 'listParticipants'
  | 'listRecordings'
  | 'listConferenceRecordings'
  | 'updateConferenceRecording';

const facts = JSON.parse(readFileSync(new URL('../../fixtures/twilio/voice.json', import.meta.url), 'utf8')) as Record<
  VoiceOperation,
  OperationFacts
>;

/** What is wrong with the fields of a request, each with the operation's name. */
export const faultsOfOperation = (operation: VoiceOperation, fields: URLSearchParams): string[] =>
  faultsOf(facts[operation], fields).map((fault) => `${operation}: ${fault}`);
