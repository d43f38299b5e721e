/** An agent's telephone as Asterisk is to know it. */
export interface AgentEndpoint {
  /** Digits; the SIP user name too. */
  readonly extension: string;
  /** Shown on telephones. Characters that mean something in Asterisk's files are dropped. */
  readonly name: string;
  /** Of the SIP digest: letters, digits and `._~+/=-`, 8 to 128 of them. */
  readonly secret: string;
  /** A softphone in a browser, rather than a desk telephone. */
  readonly webrtc: boolean;
}

/**
 * Contents of `pjsip_agents.conf`, which `config/pjsip.conf` includes and whose templates it uses.
 * @throws when an extension or a secret cannot be written into such a file, or an extension comes twice.
 */
export function renderAgentEndpoints(agents: readonly AgentEndpoint[]): string {
  const seen = new Set<string>();
  return agents
    .map(({ extension, name, secret, webrtc }) => {
      if (!/^[0-9]{2,10}$/.test(extension)) throw new Error('an extension has 2 to 10 digits');
      if (seen.has(extension)) throw new Error(`the extension ${extension} is there twice`);
      seen.add(extension);
      if (!/^[A-Za-z0-9._~+/=-]{8,128}$/.test(secret)) {
        throw new Error(`the SIP secret of ${extension} must be 8 to 128 letters, digits or . _ ~ + / = -`);
      }
      const shown = name
        .replace(/[^\p{L}\p{M}\p{N} .'-]/gu, '')
        .trim()
        .slice(0, 60);
      return `[${extension}](agent-${webrtc ? 'webrtc' : 'desk'})
auth=${extension}
aors=${extension}
callerid="${shown}" <${extension}>

[${extension}](agent-auth)
username=${extension}
password=${secret}

[${extension}](agent-aor)
`;
    })
    .join('\n');
}
