/** Takes facts and a sentence; numbers of people never go in. */
export interface VoiceLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}
