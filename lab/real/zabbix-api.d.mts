export function zabbixApi(url: string): {
  rpc(method: string, params: object): Promise<unknown>;
  login(username: string, password: string): Promise<void>;
  useToken(token: string): void;
};
