/**
 * The programs of VOS3000 by the names of their scripts in /etc/init.d, and what each is for. Seen in the file lists of the packages of
 * 2.1.4, 2.1.6 and 2.1.7, in `daemonprocess.conf` of servermonitor 2.1.6 and in installers; of 2.1.8 and 2.1.9 only installers were seen.
 */
const daemons = {
  mbx3000d: 'the softswitch',
  vos3000d: 'the management server',
  vos3000dall: 'the management server of 2.1.2 and before',
  empd: 'the media proxy',
  mgcd: 'the bus between the parts',
  mgcserverd: 'the bus between the parts, in 2.1.4',
  webserverd: 'the web pages',
  webdatad: 'the data of the web pages',
  vos3000webct: 'the web pages of 2.1.4',
  vos3000websv: 'the web pages of 2.1.4',
  servermonitord: 'the monitor of the host',
  masterslaved: 'master and slave',
  ivrd: 'voice menus',
  ivrdiald: 'voice menus that call',
  ivrippbxd: 'voice menus of the PBX',
  ivrvalueaddedd: 'voice menus of the value-added service',
  diald: 'voice menus that call',
  callserviced: 'calls by callback',
  phoneserviced: 'the phone service',
  valueaddedd: 'the value-added service',
  audioplayerd: 'announcements',
  ipcentrexd: 'the PBX',
  imsenderd: 'messages',
  recordserviced: 'recordings',
  mediaagentd: 'recordings',
  mediarecordd: 'recordings',
  callcenterd: 'the call centre',
  cc3000d: 'the call centre',
} as const satisfies Readonly<Record<string, string>>;

type Daemon = keyof typeof daemons;

export const daemonNames = Object.keys(daemons) as readonly Daemon[];

/** What a program is for; `undefined`: none of the switch. */
export const purposeOf = (name: string): string | undefined =>
  name in daemons ? daemons[name as Daemon] : undefined;
