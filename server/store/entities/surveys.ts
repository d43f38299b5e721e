import { EntitySchema } from 'typeorm';
import { integer, moment, optionalText, optionalUuid, text, uuid } from './columns.ts';

/** What a citizen answered to one question, about one call or one case. Only ever added. */
interface SurveyAnswerRow {
  occasion: string;
  question: string;
  version: string;
  value: number;
  channel: string;
  serviceId: string;
  caseId: string;
  callId: string | null;
  messageId: string | null;
  agentId: string | null;
  at: Date;
}

export const SurveyAnswerEntity = new EntitySchema<SurveyAnswerRow>({
  name: 'survey_answer',
  columns: {
    occasion: { ...text, primary: true, primaryKeyConstraintName: 'survey_answer_pkey' },
    question: { ...text, primary: true, primaryKeyConstraintName: 'survey_answer_pkey' },
    version: text,
    value: integer,
    channel: text,
    serviceId: { ...text, name: 'service_id' },
    caseId: { ...uuid, name: 'case_id', foreignKey: { target: 'case_file', name: 'survey_answer_case' } },
    callId: { ...optionalText, name: 'call_id', foreignKey: { target: 'call', name: 'survey_answer_call' } },
    messageId: { ...optionalText, name: 'message_id' },
    agentId: { ...optionalUuid, name: 'agent_id', foreignKey: { target: 'person', name: 'survey_answer_agent' } },
    at: moment,
  },
  checks: [{ name: 'survey_answer_value', expression: '"value" BETWEEN 1 AND 4' }],
  indices: [
    { name: 'survey_answer_at', columns: ['at'] },
    { name: 'survey_answer_case_id', columns: ['caseId'] },
  ],
});
