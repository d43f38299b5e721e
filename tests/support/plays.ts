import type { Play, Scene } from './player.ts';
import type { SopName } from './sops.ts';

/** A play with what ends each step in it, by the number that the document gives it. */
export interface Course extends Play {
  readonly ends: Readonly<Record<number, string | readonly string[]>>;
}

const call = (number: string, scenes: readonly Scene[]): Pick<Play, 'door' | 'scenes'> => ({
  door: { dials: number },
  scenes: ['call.queued', 'call.offered', 'call.answered', ...scenes],
});
const spoken: Scene = ['call.number_told', {}];

/** The six documents, each played until every step of theirs has been done: with and without a caller on the line. */
export const plays: Readonly<Record<SopName, readonly Course[]>> = {
  surabaya: [
    {
      door: { dials: 'hotline' },
      scenes: [
        ...[spoken, 'call.queued', 'call.offered', 'call.answered', 'intake.started', 'intake.saved'],
        ...['analysis.saved', 'solution.not_found', 'case.dispatched', 'case.forwarded', 'solution.given'],
        ...['confirmation.saved', 'call.ended', ['recap.saved', { disposition: 'resolved' }] as const],
      ],
      ends: {
        ...{ 2: 'call.number_told', 3: 'call.answered', 4: 'call.answered', 5: 'intake.started', 6: 'intake.saved' },
        ...{ 7: 'analysis.saved', 8: 'solution.not_found', 9: 'case.dispatched', 10: 'case.forwarded' },
        ...{ 11: 'solution.given', 12: 'confirmation.saved', 13: 'call.ended', 14: 'recap.saved' },
      },
    },
    {
      door: { dials: 'hotline' },
      scenes: [
        ...[spoken, 'call.queued', 'call.offered', 'call.answered', 'intake.started', 'intake.saved'],
        ...['solution.not_found', 'case.dispatched', 'call.ended'],
        ...[['recap.saved', { disposition: 'dispatched' }] as const, 'case.forwarded', 'follow_up.noted'],
        ...['solution.given', ['answer.sent', { via: 'message' }] as const],
      ],
      ends: {
        ...{ 2: 'call.number_told', 3: 'call.answered', 4: 'call.answered', 5: 'intake.started', 6: 'intake.saved' },
        ...{ 7: 'solution.not_found', 9: 'case.dispatched', 10: 'case.forwarded', 11: 'solution.given' },
        ...{ 14: 'recap.saved', 16: 'answer.sent', 17: ['follow_up.noted', 'solution.given'] },
      },
    },
  ],
  depok: [
    {
      ...call('112', [
        ...['intake.started', 'citizen.asked', 'citizen.replied', 'intake.saved', 'solution.not_found', 'call.ended'],
        ...[
          'photo.needed',
          'photo.received',
          'search.failed',
          'case.forwarded',
          'solution.given',
          'answer.reviewed',
          'answer.sent',
        ],
      ]),
      ends: {
        ...{ 2: 'intake.started', 3: 'intake.saved', 4: 'solution.not_found', 5: 'photo.received' },
        ...{ 6: 'search.failed', 7: 'case.forwarded', 8: 'solution.given', 9: 'answer.reviewed', 10: 'answer.sent' },
      },
    },
    {
      ...call('112', ['intake.started', 'intake.saved', ['answer.sent', { via: 'call' }], 'call.ended']),
      ends: { 2: 'intake.started', 3: 'intake.saved', 4: 'answer.sent' },
    },
  ],
  bandungan: [
    {
      door: { tells: 'letters' },
      scenes: [
        ...['report.accepted', ['intake.saved', { phone: '' }] as const, 'case.dispatched', 'clarification.saved'],
        ...['action.done', ['answer.sent', { via: 'letter' }] as const, 'case.archived'],
      ],
      ends: {
        ...{ 2: 'report.accepted', 3: 'intake.saved', 4: 'case.dispatched', 5: 'clarification.saved' },
        ...{ 6: 'action.done', 7: 'answer.sent', 8: 'case.archived' },
      },
    },
    {
      ...call('0298711585', [
        ...['report.accepted', 'intake.saved', 'call.ended', 'case.dispatched', 'clarification.saved', 'action.done'],
        ...[['answer.sent', { via: 'message' }] as const, 'case.archived'],
      ]),
      ends: {
        ...{ 2: 'report.accepted', 3: 'intake.saved', 4: 'case.dispatched', 5: 'clarification.saved' },
        ...{ 6: 'action.done', 7: 'answer.sent', 8: 'case.archived' },
      },
    },
  ],
  semarang: [
    {
      door: { writes: 'sms' },
      scenes: [
        ...['intake.saved', 'solution.not_found', 'analysis.saved', 'discussion.action_needed', 'action.done'],
        ...['report.logged', 'answer.sent'],
      ],
      ends: {
        ...{ 1: 'intake.saved', 2: 'solution.not_found', 3: 'analysis.saved', 4: 'discussion.action_needed' },
        ...{ 5: 'action.done', 6: 'report.logged', 7: 'answer.sent' },
      },
    },
    {
      door: { writes: 'sms' },
      scenes: ['intake.saved', 'solution.saved', 'answer.sent', 'report.logged'],
      ends: { 1: 'intake.saved', 2: 'solution.saved', 6: 'report.logged', 7: 'answer.sent' },
    },
  ],
  online: [
    {
      door: { writes: 'whatsapp' },
      scenes: ['case.forwarded', 'consultation.asked', 'consultation.answered', 'answer.sent'],
      ends: {
        ...{ 1: 'ticket.numbered', 2: 'case.forwarded', 3: 'consultation.asked', 4: 'consultation.answered' },
        ...{ 5: 'answer.sent', 0: 'answer.sent' },
      },
    },
    {
      door: { writes: 'whatsapp' },
      scenes: ['answer.sent'],
      ends: { 0: 'answer.sent', 1: 'ticket.numbered', 2: 'answer.sent' },
    },
  ],
  offline: [
    {
      door: { tells: 'desk' },
      scenes: [
        ...['case.forwarded', 'recommendation.made', 'recommendation.rejected'],
        ...[['recommendation.made', { recommendation: 'Tambah sepuluh kursi' }] as const, 'recommendation.approved'],
        ...['improvement.done', 'answer.sent'],
      ],
      ends: {
        ...{ 1: 'ticket.numbered', 2: 'case.forwarded', 3: ['recommendation.made', 'recommendation.made'] },
        ...{ 4: ['recommendation.rejected', 'recommendation.approved'], 5: 'improvement.done', 6: 'answer.sent' },
        0: 'answer.sent',
      },
    },
    {
      door: { tells: 'desk' },
      phone: null,
      scenes: [
        ...['case.forwarded', 'recommendation.made', 'recommendation.approved', 'improvement.done'],
        'reply.not_possible',
      ],
      ends: {
        ...{ 1: 'ticket.numbered', 2: 'case.forwarded', 3: 'recommendation.made', 4: 'recommendation.approved' },
        ...{ 5: 'improvement.done', 6: 'reply.not_possible', 0: 'reply.not_possible' },
      },
    },
  ],
};

/** What the offices of two of the documents owe for a period, eight days after their first. */
export const owed: readonly Course[] = [
  { door: { owed: 'setup' }, scenes: ['facilities.provided'], ends: { 1: 'facilities.provided' } },
  { door: { owed: '2026-11-23' }, scenes: ['daily_report.made'], ends: { 11: 'daily_report.made' } },
  {
    door: { owed: '2026-11' },
    scenes: [
      ...['monthly_report.prepared', 'monthly_report.returned', 'monthly_report.prepared', 'monthly_report.initialled'],
    ],
    ends: {
      12: ['monthly_report.prepared', 'monthly_report.prepared'],
      13: ['monthly_report.returned', 'monthly_report.initialled'],
    },
  },
];
