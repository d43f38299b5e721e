import {
  countOf,
  needsWords,
  purposesOf,
  templateText,
  unfolded,
  windowShut,
} from '../../../../agent-console/src/model/conversation.ts';
import type { ConversationCard } from '../../../../server/contract/messages.ts';
import { conversation } from '../cards.ts';

describe('written conversations', () => {
  it('need somebody while the citizen waits for words, or did not get ours', () => {
    const needs = (change: Partial<ConversationCard>) => needsWords({ conversation: conversation(change) });
    expect([needs({}), needs({ waitingSince: 0 }), needs({ failed: true })]).toEqual([false, true, true]);
    expect(needsWords({ conversation: null })).toBe(false);
  });

  it('count SMS only', () => {
    expect(countOf('sms', 'a'.repeat(161))?.parts).toHaveLength(2);
    expect(countOf('whatsapp', 'a'.repeat(161))).toBeNull();
  });

  it('take plain messages, since questions and answers have their forms; where templates alone go, those too', () => {
    expect(purposesOf({ answerDue: true, mayAsk: true }, false)).toEqual(['message']);
    expect(purposesOf({ answerDue: false, mayAsk: true }, true)).toEqual(['message', 'question']);
    expect(purposesOf({ answerDue: true, mayAsk: false }, true)).toEqual(['message', 'answer']);
    expect(purposesOf({ answerDue: false, mayAsk: false }, true)).toEqual(['message']);
  });

  it('know when only a template is left, and what it says', () => {
    expect([windowShut(null, 5), windowShut(6, 5), windowShut(5, 5)]).toEqual([false, false, true]);
    expect(templateText('Tiket {{1}}: {{2}}', { 1: 'DK-1', 2: ' ' })).toBe('Tiket DK-1: {{2}}');
  });
});

describe('a mail with what it answers', () => {
  it.each([
    ['Halo\n\n> lama\n>> lebih lama', { words: 'Halo', quoted: '> lama\n>> lebih lama' }],
    ['> hanya kutipan', { words: '> hanya kutipan', quoted: null }],
    ['Halo', { words: 'Halo', quoted: null }],
    ['> kutipan di atas\nHalo', { words: '> kutipan di atas\nHalo', quoted: null }],
  ])('%j is folded', (text, folded) => {
    expect(unfolded(text)).toEqual(folded);
  });
});
