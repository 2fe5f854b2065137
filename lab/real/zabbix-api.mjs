// The JSON-RPC client of the seed and the check: Zabbix 6.0 takes the session in the body.
export function zabbixApi(url) {
  let auth = null;
  let id = 0;
  const rpc = async (method, params) => {
    const body = { jsonrpc: '2.0', method, params, id: ++id, ...(auth ? { auth } : {}) };
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json-rpc' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
    const answer = await response.json();
    if (answer.error) throw new Error(`${method}: ${answer.error.message} ${answer.error.data}`);
    return answer.result;
  };
  const login = async (username, password) => {
    auth = null;
    auth = await rpc('user.login', { username, password });
  };
  const useToken = (token) => {
    auth = token;
  };
  return { rpc, login, useToken };
}
