import type { Texts } from './id.ts';
import type { idPageProblems } from './id-page-problems.ts';

/** Why something was not done on a page that no desk waits for, in English. */
export const enPageProblems: Texts<typeof idPageProblems> = {
  problem: {
    archive_incomplete: 'It is not complete enough to be archived. See under Archive what it lacks.',
    archive_not_now: 'This ticket is not over, or a step of its procedure archives it.',
    too_many_wallboards: 'There are too many screens. Revoke first what is not used any more.',
    shared_number: 'Several people use this number. Choose first whose data are meant.',
    nobody_known: 'Nobody is known by this.',
    lacak_unknown: 'This ticket number and these four digits do not belong together.',
    lacak_wait: 'Too many tries. Wait a while.',
    lacak_over: 'The time is over. Enter the ticket number again.',
    not_asked: 'Nothing like this is asked of this ticket now.',
    lapor_wait: 'Too many reports. Wait a while.',
    lapor_over: 'The form is too old. Open it again.',
    lapor_machine: 'Send it once more.',
    unknown_skill: 'This skill is not in the office’s list (agents.yaml).',
    unknown_service: 'This service is not in the office’s list (services.yaml).',
    service_taken: 'A service waits in another queue already. Take it out there first.',
    queues_not_here: 'The exchange is not set up for new queues (ASTERISK_QUEUES_FILE).',
    queue_is_first: 'The main queue stays: somebody has to be there for every caller.',
    queue_has_callers: 'Callers wait in this queue. Remove it when it is empty.',
    queue_is_led_to: 'Callers of another queue are led on to this one. Change that queue first.',
    outside_unknown: 'The number outside to which callers are led is in transfers.yaml no more. Choose another one.',
    overflow_unknown: 'The queue to which callers are to be led on is gone. Choose another one.',
    overflow_round: 'Callers would be led round in circles. Choose a queue that does not lead back to this one.',
    bad_queue_name: 'Small letters, digits and hyphens only, a letter first.',
    sop_published_already: 'This version is published already.',
    sop_retired_already: 'This version is retired already.',
    sop_last_in_force: 'This is the last version that a service needs; publish another one first.',
    sop_catalogue_lacks:
      'This version offers or relies on choices that the lists of its services lack; add them to the catalogue and restart the server.',
    sop_channel_missing: 'A service comes by a channel that this version does not name; add it to “channels”.',
    preview_running: 'Another preview is being made; try again in a moment.',
  },
};
