import {
  conversationOrder,
  countOf,
  purposesOf,
  templateText,
  windowShut,
} from '../../../../agent-console/src/model/conversation.ts';
import type { ConversationCard } from '../../../../server/contract/messages.ts';
import { caseCard } from '../cards.ts';

const conversation = (change: Partial<ConversationCard>): ConversationCard => ({
  channel: 'sms',
  count: 1,
  lastAt: 0,
  lastDirection: 'in',
  unseen: 0,
  waitingSince: null,
  failed: false,
  pending: 0,
  optedOut: false,
  openUntil: null,
  revision: '',
  ...change,
});

describe('written conversations', () => {
  it('stand in the order of who needs somebody first', () => {
    const cards = [
      caseCard({ caseId: 'answered', conversation: conversation({ lastAt: 9 }) }),
      caseCard({ caseId: 'newer', conversation: conversation({ waitingSince: 5 }) }),
      caseCard({ caseId: 'older', conversation: conversation({ waitingSince: 2 }) }),
      caseCard({ caseId: 'failed', conversation: conversation({ failed: true }) }),
      caseCard({ caseId: 'none', conversation: null }),
      caseCard({ caseId: 'answered-later', conversation: conversation({ lastAt: 20 }) }),
    ];
    expect(conversationOrder(cards).map(({ caseId }) => caseId)).toEqual([
      'failed',
      'older',
      'newer',
      'answered-later',
      'answered',
    ]);
  });

  it('count SMS only, and offer an answer only where one is due', () => {
    expect(countOf('sms', 'a'.repeat(161))?.parts).toHaveLength(2);
    expect(countOf('whatsapp', 'a'.repeat(161))).toBeNull();
    expect(purposesOf({ answerDue: false, mayAsk: true })).toEqual(['message', 'question']);
    expect(purposesOf({ answerDue: true, mayAsk: false })).toEqual(['message', 'answer']);
  });

  it('know when only a template is left, and what it says', () => {
    expect([windowShut(null, 5), windowShut(6, 5), windowShut(5, 5)]).toEqual([false, false, true]);
    expect(templateText('Tiket {{1}}: {{2}}', { 1: 'DK-1', 2: ' ' })).toBe('Tiket DK-1: {{2}}');
  });
});
