/** A mail as bytes: lines as they travel. */
export const mailOf = (headers: readonly string[], body: string): Buffer =>
  Buffer.from([...headers, '', body].join('\n').replace(/\r?\n/g, '\r\n'));

/** What every mail of a person has. */
export const head = (more: readonly string[] = []): readonly string[] => [
  'From: Budi Santoso <budi@warga.example>',
  'To: pengaduan@kota.example',
  'Subject: Lampu jalan mati',
  'Message-ID: <a1@warga.example>',
  'Date: Mon, 23 Nov 2026 09:00:00 +0700',
  ...more,
];

/** A mail with parts, each with its headers. */
export const parted = (
  kind: string,
  parts: readonly (readonly [headers: readonly string[], body: string])[],
  more: readonly string[] = [],
): Buffer => {
  const bodies = parts.map(([headers, body]) => `--batas\n${headers.join('\n')}\n\n${body}\n`).join('');
  return mailOf([...head(more), 'MIME-Version: 1.0', `Content-Type: ${kind}; boundary="batas"`], `${bodies}--batas--`);
};

/** A DSN as Postfix writes it, about the mail of a Message-ID. */
export const bounceOf = (messageId: string, status = '5.1.1', action = 'failed'): Buffer =>
  mailOf(
    [
      'Return-Path: <>',
      'From: MAILER-DAEMON@mail.example (Mail Delivery System)',
      'To: pengaduan@kota.example',
      'Subject: Undelivered Mail Returned to Sender',
      'Auto-Submitted: auto-replied',
      'Message-ID: <dsn@mail.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    ],
    `--b
Content-Type: text/plain

This is the mail system. I'm sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; budi@warga.example
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 no such user

--b
Content-Type: text/rfc822-headers

From: pengaduan@kota.example
Message-ID: <${messageId}>
Subject: Laporan Anda

--b--`,
  );
