import type { Client, View } from './client.ts';
import type { FakeCall } from './fake-exchange.ts';
import type { TestServer } from './server.ts';

/** What an agent writes down when a test does not care. */
export const intake = {
  callerName: 'Siti Aminah',
  kind: 'complaint',
  category: 'ktp_el',
  complaint: 'KTP belum jadi',
} as const;

export interface QueuedCall extends FakeCall {
  readonly caseId: string;
  readonly ticketNumber: string;
}

/** A caller who has heard his ticket number, waiting in the queue. */
export async function queuedCall(server: TestServer, ani: string | null): Promise<QueuedCall> {
  const call = server.exchange.caller(ani);
  server.exchange.happen(call.arrived(), call.numberTold(), call.queued());
  const { ticketNumber } = await server.exchange.register(call);
  const [row] = await server.sql<{ id: string }>('SELECT id FROM case_file WHERE ticket_number = $1', [ticketNumber]);
  return { ...call, ticketNumber, caseId: row?.id ?? '' };
}

/** As {@link queuedCall}, and this agent has answered it: the case is open on the desk. */
export async function answeredCall(server: TestServer, agent: Client, desk: View, ani: string): Promise<QueuedCall> {
  const call = await queuedCall(server, ani);
  const { extension } = agent.me;
  if (extension === null) throw new Error('somebody without a telephone answers nothing');
  server.exchange.happen(call.offered(extension), call.answered(extension));
  await desk.until('cases', (entry) => entry.caseId === call.caseId && entry.status === 'open');
  return call;
}
