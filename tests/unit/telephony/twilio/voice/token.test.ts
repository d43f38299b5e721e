import { createHmac } from 'node:crypto';
import { browserToken } from '../../../../../telephony/twilio/voice/token.ts';

describe('a token for the browser of an agent', () => {
  it('lets it be called as this agent for some minutes, and place no call', () => {
    const apiKeySecret = 'Qm4xT8vLz2KpW9sNc6RyHb3JdGf7UeAa';
    const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
    const apiKeySid = `SK${'fedcba9876543210'.repeat(2)}`;
    const [head = '', body = '', signature] = browserToken({ accountSid, apiKeySid, apiKeySecret }, '101').split('.');
    expect(createHmac('sha256', apiKeySecret).update(`${head}.${body}`).digest('base64url')).toBe(signature);
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as { iat: number; exp: number };
    expect(claims).toMatchObject({
      iss: apiKeySid,
      sub: accountSid,
      grants: { identity: 'agent_101', voice: { incoming: { allow: true } } },
    });
    expect(JSON.stringify(claims)).not.toContain('outgoing');
    expect(claims.exp - claims.iat).toBe(600);
  });
});
