/** The configuration that the documentation shows; a test parses it. */
export const SAMPLE = `
version: 1
sources:
  - name: netinv-west # a DNS label; the first part of every id that it mints
    adapter: sql
    regions: [west]
    options:
      url: { file: /run/secrets/netinv-west } # postgres://user:password@host/database: holds a password
      mapping: mappings/netinv.yaml
  - name: zabbix-west
    adapter: zabbix
    regions: [west]
    identity:
      names: { stripDomains: [noc.example] }
    options:
      url: https://zabbix.west.example/api_jsonrpc.php
      token: { env: ZABBIX_WEST_TOKEN }
  - name: zabbix-east
    adapter: zabbix
    regions: [east]
    endpoint: http://zabbix-east:4101 # served by an adapter subgraph of its own
    options:
      url: https://zabbix.east.example/api_jsonrpc.php
      token: { file: /run/secrets/zabbix-east }
members: # servers of others that answer our contracts
  - { source: alarms-north, domain: faults, url: "http://alarms.north.example/graphql", regions: [north] }
`;
