/** Why a server cannot listen, for whoever starts it. */

interface ListenError {
  readonly code?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

/** A sentence with the rule, the value and the remedy; null for an error of another kind. */
export function listenFault(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, address, port, hostname } = error as ListenError;
  switch (code) {
    case 'EADDRINUSE':
      return `\`PORT\` must be free, but somebody listens on it already: ${address}:${port}. Set PORT to another one.`;
    case 'EACCES':
      return port === undefined
        ? null
        : `\`PORT\` must be one that this account may listen on, but got: ${port}. Set PORT to one from 1024 on.`;
    case 'EADDRNOTAVAIL':
      return `\`HOST\` must be an address of this machine, but got: ${address}.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `\`HOST\` must be an address or a name of this machine, but got: ${hostname}, which is not known.`;
    default:
      return null;
  }
}
