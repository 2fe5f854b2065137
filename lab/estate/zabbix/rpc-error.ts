/** Errors in Zabbix's own words. */
export class RpcError extends Error {
  readonly code: number;
  readonly title: string;

  constructor(code: number, title: string, data: string) {
    super(data);
    this.code = code;
    this.title = title;
  }

  get body(): Record<string, unknown> {
    return { code: this.code, message: this.title, data: this.message };
  }
}

export const invalidParams = (data: string): RpcError => new RpcError(-32602, 'Invalid params.', data);
export const applicationError = (data: string): RpcError => new RpcError(-32500, 'Application error.', data);
export const notPermitted = (): RpcError =>
  applicationError('No permissions to referred object or it does not exist!');
