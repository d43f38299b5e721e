import type { DataSource, EntityManager } from 'typeorm';
import type { SurveyAnswer, SurveyReads, SurveyWrites } from '../app/ports/surveys.ts';
import type { AnswerCount } from '../domain/survey/figures.ts';
import type { IkmSums } from '../domain/survey/ikm.ts';
import { type IkmCode, ikmVersion } from '../domain/survey/ikm-elements.ts';
import type { StepScores } from '../domain/survey/lateness.ts';
import { ikmOccasions, occasionOf } from '../domain/survey/survey.ts';
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
      `SELECT question, version, value, channel, at FROM survey_answer WHERE case_id = $1 AND ${ofQuestions} ORDER BY at, question`,
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
  toBeAsked: async (serviceIds, since) => {
    const rows: { case_id: string }[] = await dataSource.query(
      `SELECT f.case_id FROM case_fact f
       WHERE f.service_id = ANY($1) AND f.closed_at >= $2 AND f.ended_as = 'closed' AND NOT f.prank
         AND NOT EXISTS (SELECT FROM message m WHERE m.case_id = f.case_id AND m.purpose = 'survey')
         AND NOT EXISTS (SELECT FROM survey_answer a WHERE a.occasion = $3 || f.case_id)
       ORDER BY f.closed_at LIMIT 200`,
      [serviceIds, iso(since), occasionOf.case('')],
    );
    return rows.map(({ case_id }) => case_id);
  },
  answerCounts: async (from, before) => {
    const rows: AnswerCount[] = await dataSource.query(
      `SELECT service_id AS "serviceId", agent_id AS "agentId", question, version, value, count(*)::int AS count
       FROM survey_answer WHERE at >= $1 AND at < $2 AND ${ofQuestions}
       GROUP BY service_id, agent_id, question, version, value`,
      [iso(from), iso(before)],
    );
    return rows;
  },
  hasAnsweredIkm: async (caseId) => {
    const rows = await dataSource.query('SELECT FROM survey_answer WHERE occasion = $1 LIMIT 1', [
      occasionOf.ikm(caseId),
    ]);
    return rows.length > 0;
  },
  ikmSums: async (from, before) => {
    const rows: { serviceId: string; respondents: number; population: number; sums: IkmSums['sums'] | null }[] =
      await dataSource.query(
        `WITH element AS (
           SELECT service_id, question, sum(value)::int AS total, count(*)::int AS respondents FROM survey_answer
           WHERE at >= $1 AND at < $2 AND NOT (${ofQuestions}) GROUP BY service_id, question
         ), answered AS (
           SELECT service_id, max(respondents) AS respondents, jsonb_object_agg(question, total) AS sums FROM element GROUP BY service_id
         ), ended AS (
           SELECT service_id, count(*)::int AS population FROM case_fact
           WHERE closed_at >= $1 AND closed_at < $2 AND ended_as = 'closed' AND NOT prank GROUP BY service_id
         )
         SELECT service_id AS "serviceId", coalesce(respondents, 0) AS respondents, sums, coalesce(population, 0) AS population
         FROM answered FULL JOIN ended USING (service_id) ORDER BY service_id`,
        [iso(from), iso(before)],
      );
    return rows.map(({ sums, ...row }) => ({ ...row, sums: { ...noSums, ...sums } }));
  },
  stepScores: async (of, from, before) => {
    const rows: StepScores[] = await dataSource.query(
      `WITH score AS (
         SELECT case_id, avg(value) AS score FROM survey_answer
         WHERE at >= $1 AND at < $2 AND (${ofQuestions}) = $3 GROUP BY case_id
       ), ran AS (
         SELECT sop_id, step, case_id, bool_or(verdict = 'breached') AS late, score FROM step_fact JOIN score USING (case_id)
         WHERE verdict <> 'cancelled' GROUP BY sop_id, step, case_id, score
       )
       SELECT sop_id AS "sopId", step, late, count(*)::int AS count, avg(score)::float8 AS mean FROM ran
       GROUP BY sop_id, step, late`,
      [iso(from), iso(before), of === 'questions'],
    );
    return rows;
  },
});

/** Those of the nine elements stand beside, and are nobody's. */
const ofQuestions = `NOT starts_with(occasion, '${ikmOccasions}')`;
const noSums: Readonly<Record<IkmCode, number>> = { u1: 0, u2: 0, u3: 0, u4: 0, u5: 0, u6: 0, u7: 0, u8: 0, u9: 0 };

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
  saveIkm: async (caseId, answers, at) => {
    await manager.query(
      `INSERT INTO survey_answer (occasion, question, version, value, channel, service_id, case_id, agent_id, at)
       SELECT $1, a.key, $3, a.value::int, 'page', c.service_id, c.id, NULL, $5
       FROM jsonb_each_text($4::jsonb) a JOIN case_file c ON c.id = $2
       ON CONFLICT (occasion, question) DO NOTHING`,
      [occasionOf.ikm(caseId), caseId, ikmVersion, JSON.stringify(answers), iso(at)],
    );
  },
});
