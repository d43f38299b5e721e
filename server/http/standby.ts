import { createServer } from 'node:http';

/** Said to whoever comes all the same; the page asks again by itself. */
const page = `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="5"><title>Sigap</title>
<h1>Server ini bersiaga</h1><p>Server lain sedang bekerja; yang ini mengambil alih bila ia berhenti. Pakai alamat yang biasa.</p>
<p lang="en">This server stands by: another one works, and this one takes over when it ends. Use the usual address.</p></html>`;

/**
 * What answers while another server works for the office: alive, and not ready, by which whatever distributes requests
 * sends them to the other one.
 * @returns ends it; its address is free then
 */
export async function answerStandingBy({ host, port }: { host: string; port: number }): Promise<() => Promise<void>> {
  const server = createServer(({ url = '' }, response) => {
    const [path] = url.split('?');
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    const json = { '/healthz': [200, { alive: true }], '/readyz': [503, { standby: true }] } as const;
    const told = json[path as keyof typeof json];
    if (told) response.writeHead(told[0], { 'content-type': 'application/json' }).end(JSON.stringify(told[1]));
    else
      response
        .writeHead(503, {
          ...{ 'content-type': 'text/html; charset=utf-8', 'retry-after': '2' },
          'content-security-policy': "default-src 'none'",
        })
        .end(page);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
