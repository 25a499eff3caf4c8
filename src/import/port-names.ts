/** Names of /etc/services that rules for switches use, with their ports. A listing has numbers; people write names. */
const names: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{
      ftp: 21,
      ssh: 22,
      telnet: 23,
      smtp: 25,
      domain: 53,
      dns: 53,
      tftp: 69,
      http: 80,
      www: 80,
      pop3: 110,
    },
    ...{ sunrpc: 111, ntp: 123, snmp: 161, 'snmp-trap': 162, https: 443, submission: 587, rsync: 873 },
    ...{ 'ms-sql-s': 1433, mysql: 3306, postgresql: 5432, sip: 5060, 'sip-tls': 5061, sips: 5061 },
    ...{ 'http-alt': 8080, webcache: 8080, 'zabbix-agent': 10050 },
  }),
);

export const portNumber = (name: string): number | undefined => names.get(name.toLowerCase());

/** What a service on these ports is called in the policy, the switch's own before those of others. */
const services: readonly (readonly [name: string, ports: readonly number[]])[] = [
  ['ssh', [22]],
  ['client', [1202]],
  ['web', [80, 443, 8080, 8443, 88, 8888]],
  ['mysql', [3306]],
  ['h323', [1719, 1720, 3719, 3720]],
  ['dns', [53]],
  ['ntp', [123]],
  ['snmp', [161, 162]],
  ['zabbix', [10050, 10051]],
  ['ftp', [20, 21]],
  ['mail', [25, 110, 143, 465, 587, 993, 995]],
  ['webmin', [10000]],
  ['rsync', [873]],
  ['openvpn', [1194]],
  ['tftp', [69]],
  ['rpc', [111]],
];

/** The name of the first service that has one of these ports. */
export const serviceName = (ports: readonly number[]): string | undefined =>
  services.find(([, own]) => ports.some((port) => own.includes(port)))?.[0];
