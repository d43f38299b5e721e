import type { DataSource, EntityManager } from 'typeorm';
import type { SurveyAnswer, SurveyReads, SurveyWrites } from '../app/ports/surveys.ts';
import type { AnswerCount } from '../domain/survey/figures.ts';
import { occasionOf } from '../domain/survey/survey.ts';
import { iso } from './rows.ts';

/** What citizens answered: rows are added, and found there already. */
export const createSurveyReads = (dataSource: DataSource): SurveyReads => ({
  saveCallAnswer: async ({ callId, key, version, value, at }) => {
    // The row of the call is there with the case that it began, or neither is.
    const [row]: { known: boolean }[] = await dataSource.query(
      `WITH found AS (
         SELECT c.id, c.service_id, k.agent_id FROM case_file c JOIN call k ON k.id = c.call_id
         WHERE k.id = $2 AND c.linked_to IS NULL ORDER BY c.opened_at LIMIT 1
       ), added AS (
         INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, call_id, agent_id, at)
         SELECT $1, $3, $4, $5, 'call', f.service_id, f.id, $2, f.agent_id, $6 FROM found f
         ON CONFLICT (occasion, question) DO NOTHING
       ) SELECT EXISTS (SELECT FROM found) AS known`,
      [occasionOf.call(callId), callId, key, version, value, iso(at)],
    );
    return row?.known ?? false;
  },
  surveyAnswersOf: async (caseId) => {
    const rows: (Omit<SurveyAnswer, 'key' | 'at'> & { question: string; at: Date })[] = await dataSource.query(
      'SELECT question, version, value, channel, at FROM survey_answer WHERE case_id = $1 ORDER BY at, question',
      [caseId],
    );
    return rows.map(({ question: key, at, ...rest }) => ({ key, at: at.getTime(), ...rest }));
  },
  hasAnswered: async (caseId) => {
    const rows = await dataSource.query('SELECT FROM survey_answer WHERE occasion = $1 LIMIT 1', [
      occasionOf.case(caseId),
    ]);
    return rows.length > 0;
  },
  answerCounts: async (from, before) => {
    const rows: AnswerCount[] = await dataSource.query(
      `SELECT service_id AS "serviceId", agent_id AS "agentId", question, version, value, count(*)::int AS count
       FROM survey_answer WHERE at >= $1 AND at < $2
       GROUP BY service_id, agent_id, question, version, value`,
      [iso(from), iso(before)],
    );
    return rows;
  },
});

export const surveyWrites = (manager: EntityManager): SurveyWrites => ({
  saveCaseAnswers: async (caseId, answers, messageId) => {
    const added: unknown[] = await manager.query(
      `INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, message_id, agent_id, at)
       SELECT $1, a.key, a.version, a.value, a.channel, c.service_id, c.id, $3, c.agent_id,
         to_timestamp(a.at / 1000.0)
       FROM jsonb_to_recordset($4::jsonb) AS a(key text, version text, value int, channel text, at float8)
       JOIN case_file c ON c.id = $2 ON CONFLICT (occasion, question) DO NOTHING RETURNING question`,
      [occasionOf.case(caseId), caseId, messageId, JSON.stringify(answers)],
    );
    return added.length;
  },
});
