import type { Texts } from './id.ts';
import type { idSupervision } from './id-supervision.ts';

/** Supervisors at conversations, in English. */
export const enSupervision: Texts<typeof idSupervision> = {
  supervise: {
    tools: 'What can be done with the conversation of {{who}}',
    mode: { listen: 'Listen', whisper: 'Whisper', barge: 'Join in' },
    stop: 'Stop',
    takeOver: 'Take over',
    move: 'Give to…',
    moveOf: 'Give to… (the caller {{who}})',
    moveNobody: 'No agent is free. The caller waits on.',
    first: 'Serve first',
    firstDone: 'Will be served next',
    force: 'Change the state',
    forceOf: 'Change the state of {{who}}',
    out: 'Take out of the queue',
    mine: {
      rings: 'Answer your telephone to listen to {{who}}',
      listen: 'You are listening to {{who}}; nobody hears you',
      whisper: 'Only {{who}} hears you',
      barge: '{{who}} and the caller hear you',
    },
    about: {
      listen: '{{who}} is listening to your conversation',
      whisper: '{{who}} is whispering to you; the caller does not hear it',
      barge: '{{who}} has joined in; the caller hears it',
    },
    help: {
      ask: 'Help',
      asked: 'A supervisor is called; press F1 again to withdraw',
      coming: '{{who}} is helping you',
      wanted: '{{who}} asks for help',
      taken: '{{who}} asks for help; {{by}} is helping',
      take: 'I will help',
    },
    seen: {
      listen: '{{who}} is listening',
      whisper: '{{who}} is whispering',
      barge: '{{who}} has joined in',
    },
  },
};
