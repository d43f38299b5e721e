import { createTransport } from 'nodemailer';

/** Connects to a mail server and logs in, and sends nothing. @throws what the server or the way to it says */
export async function checkMailServer(url: string, timeoutMs = 5_000): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
