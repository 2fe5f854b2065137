export interface ZabbixCalls {
  readonly rpc: (method: string, params: object) => Promise<unknown>;
  readonly login: (username: string, password: string) => Promise<void>;
  readonly useToken: (token: string) => void;
}
export function zabbixApi(url: string): ZabbixCalls;
