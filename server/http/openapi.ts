import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { api } from '../contract/api.ts';
import { Problem } from '../contract/problems.ts';
import type { RouteContract } from '../contract/route.ts';

/** `/api/openapi.json`: made from the very schemas that check the requests, so it cannot say otherwise. */
export function openApiDocument(version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const [operationId, contract] of Object.entries(api) as [string, RouteContract][]) {
    paths[contract.path] = { ...paths[contract.path], [contract.method]: operation(operationId, contract) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Sigap', version, description: 'Call center of public-service hotlines' },
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'sigap.sid' },
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'sgp_…', description: 'An API token for reports' },
      },
    },
  });
}

function operation(operationId: string, contract: RouteContract): ZodOpenApiOperationObject {
  const problem = { description: 'Not done', content: { 'application/problem+json': { schema: Problem } } };
  const done: ZodOpenApiResponsesObject = contract.sends
    ? {
        '200': { description: 'Done', content: { [contract.sends]: { schema: { type: 'string', format: 'binary' } } } },
      }
    : contract.response === null
      ? { '204': { description: 'Done' } }
      : { '200': { description: 'Done', content: { 'application/json': { schema: contract.response } } } };
  return {
    operationId,
    summary: contract.summary,
    ...(contract.roles === 'public'
      ? {}
      : { security: [{ session: [] }, ...(contract.token === undefined ? [] : [{ token: [] }])] }),
    requestParams: {
      ...(contract.params ? { path: contract.params } : {}),
      ...(contract.query ? { query: contract.query } : {}),
    },
    ...(contract.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: contract.body } } } }
      : {}),
    ...(contract.takes
      ? {
          requestBody: {
            required: true,
            content: { [contract.takes]: { schema: { type: 'string' as const, format: 'binary' } } },
          },
        }
      : {}),
    responses: { ...done, default: problem },
  };
}
