import type { SurveyValue } from '../../../telephony/survey.ts';
import type { Bilingual } from '../sop/terms.ts';
import { questionsBy, type ServiceSurvey, type SurveyQuestion } from './survey.ts';

/** What citizens of the service are asked by a message: the first of its questions, since one digit answers one. Pure. */
export const questionByMessage = (service: { readonly survey?: ServiceSurvey } | undefined): SurveyQuestion | null =>
  questionsBy(service, 'message')[0] ?? null;

/** The message that asks it. Pure. */
export function askingText(ticketNumber: string, { text, values }: SurveyQuestion, language: keyof Bilingual): string {
  const scale = values.map((words, index) => `${index + 1} ${words[language]}`).join(', ');
  return language === 'id'
    ? `Laporan ${ticketNumber} sudah selesai. ${text.id} Balas satu angka: ${scale}.`
    : `Your report ${ticketNumber} is settled. ${text.en} Reply with one digit: ${scale}.`;
}

/**
 * What a text answers to such a question: "4", "*3*", "Nilai 2" and "3. Terima kasih" do, a number beside 1 to 4 is `none`,
 * and anything else is null: somebody says something. Pure.
 */
export function ratingIn(text: string): SurveyValue | 'none' | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .trim()
    .toLowerCase();
  const said =
    /^(?:nilai|jawab(?:an)?|saya|skor)?\W*(\d{1,3})\W*(?:(?:terima ?kasih|makasih|trims|thanks|thank you)\W*)?$/.exec(
      plain,
    );
  const value = Number(said?.[1]);
  if (!said) return null;
  return value === 1 || value === 2 || value === 3 || value === 4 ? value : 'none';
}
