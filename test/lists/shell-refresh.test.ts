import { folders, runShell, shells } from '../installer/run-shell.js';
import { partsText } from '../installer/shell-text.js';

const folder = folders();

/** A host that resolves the names a.example and b.example, and fetches `feed`; what it asks answers by functions of the shell. */
const host = () => `set -u; LC_ALL=C; export LC_ALL
${partsText('25-lists.sh', '30-sets.sh', '35-lock.sh', '38-told.sh', '89-lists-judge.sh', '89-lists-text.sh', '93-lists.sh', '93-lists-names.sh', '93-lists-sets.sh')}
cd '${folder()}'; mkdir -p state/fetched state/snapshots/000001/after work
STATE=$PWD/state SNAP=$PWD/state/snapshots/000001 WORK=work LOG=log ACCEPT= CONF=lists.conf BACKEND=nftables ROOT= DUE=no WORDS= PLACE= LOCKED=no
TOOLS=getent
echo 000001 > state/applied; echo nftables > "$SNAP/backend"
have() { case " $TOOLS " in *" $1 "*) return 0 ;; esac; return 1; }
say() { echo "said $*"; }
refuse() { echo "refused $*"; exit 3; }
give_up() { ended=$1; shift; echo "gave up: $*"; leave "$ended"; }
leave() { exit "$1"; }
tools_said() { :; }
confirmed_apply() { :; }
waiting() { return 1; }
folder_of_host() { mkdir -p "$1"; }
span() { echo 'so long'; }
on_disk() { mv -f "$1" "$2"; }
names() { printf 'list peers\\nnames %s\\nkeep 3600\\nuse trusted\\nformat lines\\nhost_bits refuse\\nevery 60\\n' "$*"; }
feed() { printf 'list feed\\nurl https://lists.example/feed\\nformat lines\\nhost_bits network\\nevery 60\\n'; }
{ feed; names a.example b.example; echo 'set nftables 4 trusted named.trusted4'; } > lists.conf
cp lists.conf "$SNAP/lists.conf"
block() { block_of lists.conf "$1" > work/block; }
peers() { addresses_by_name lists.conf trusted; }
A=198.51.100.7 B=198.51.100.8
getent() { case $2 in a.*) [ -z "$A" ] || echo "$A STREAM" ;; b.*) [ -z "$B" ] || echo "$B STREAM" ;; *) return 2 ;; esac; }
fetch_list() { cp feed.now work/fetched.raw; }
`;

describe.each(shells)('%s', (...shell) => {
  const run = (script: string) => {
    const { out, said } = runShell(shell, host() + script);
    expect(said).toBe('');
    return out;
  };

  test.each(['127.0.0.1', '0.0.0.0', '::1', 'fe80::1'])(
    'a name that points to %s has no address: what it had stays, and it is told',
    (nobody) => {
      const out = run(`block peers; refresh_list peers
A=${nobody}; refresh_list peers; peers
B=${nobody}; rm state/fetched/peers.seen; refresh_list peers; peers`);
      expect(out).toBe(`peers: 2 entries
peers: 2 entries; no address now for a.example; what it had stays for so long after it was seen
198.51.100.7
198.51.100.8
said peers: no name server here knows an address of it (a.example b.example); what stands is kept, 2 entries, so long old
198.51.100.7
198.51.100.8
`);
    },
  );

  test('a list of nothing but such addresses, or with a change to that, does not take the place of what stands', () => {
    const out = run(`block feed; LONG_LIST=1; seq -f '192.0.2.%g' 9 > feed.now; refresh_list feed
printf '127.0.0.1\\n0.0.0.0\\n' > feed.now; refresh_list feed; wc -l < state/fetched/feed`);
    expect(out).toBe(`feed: 9 entries
said feed: it has no address of anybody on a network; what stands is kept, 9 entries, so long old
9
`);
  });

  test('the bound on networks holds for a list that has grown by a few lines too', () => {
    const out =
      run(`block feed; LONG_LIST=1 MOST_NETWORKS=20; seq -f '192.0.2.%g' 18 > feed.now; refresh_list feed
seq -f '192.0.2.%g' 20 > feed.now; refresh_list feed; echo "few $FEW"
seq -f '192.0.2.%g' 21 > feed.now; refresh_list feed; wc -l < state/fetched/feed`);
    expect(out).toBe(`feed: 18 entries
feed: 20 entries
few yes
said feed: its ranges fall into more than 20 networks; what stands is kept, 20 entries, so long old
20
`);
  });

  test('where the sets of lists cannot be filled, those of names are all the same', () => {
    const out = run(`seq -f '192.0.2.%g' 9 > feed.now
take_lock() { :; }
shield() { :; }
load_fetched() { return 1; }
nft() { cat "$2"; }
refresh_lists; echo not reached`);
    expect(out).toContain('add element inet vosguard named.trusted4 { 198.51.100.7,198.51.100.8, }');
    expect(out).toMatch(/gave up: the sets could not be filled\n$/);
  });

  test.each([
    ['getent that knows no ahosts', 'getent() { echo "Unknown database: ahosts" >&2; return 1; }'],
    [
      'a tool that does not start',
      'getent() { return 127; }; TOOLS="getent dig host nslookup"; dig() { return 126; }; host() { return 127; }',
    ],
  ])('%s: the next tool is asked', (_, broken) => {
    const out = run(`TOOLS='getent nslookup'; ${broken}
nslookup() { case $* in *AAAA*) ;; *SRV*) echo "_sip._udp.x	service = 10 60 5060 a.example." ;; *) printf 'Name: x\\nAddress: 198.51.100.9\\n' ;; esac; }
plain_addresses a.example; addresses_of _sip._udp.carrier.example`);
    expect(out).toBe('198.51.100.9\n198.51.100.9\n');
  });

  test('a name that getent does not find is not asked for again', () => {
    expect(
      run(`TOOLS='getent nslookup'; nslookup() { echo asked; }
getent() { return 2; }; plain_addresses a.example; TOOLS=nslookup; plain_addresses a.example | wc -l`),
    ).toBe('0\n');
  });

  test('a list that is no list of names gets nothing of the one before it', () => {
    expect(
      run(`block peers; refresh_list peers; A=198.51.100.9
came() { if is_names work/block; then resolve_list "$1"; : > work/fetched.raw; else fetch_list x; fi; }
refresh_list peers > said; echo 192.0.2.1 > feed.now; block feed; refresh_list feed; ls state/fetched`),
    ).toBe('peers: 2 entries\nfeed: 1 entries\nfeed\nfeed.told\npeers\npeers.seen\npeers.told\n');
  });

  test('what names had that another policy does not name is there when that is taken back', () => {
    const out = run(`block peers; refresh_list peers
names c.example b.example > lists.conf; block peers; refresh_list peers; peers
names a.example b.example > lists.conf; A= B=; peers`);
    expect(out).toBe(`peers: 2 entries
peers: 1 entries; no address now for c.example; what it had stays for so long after it was seen
198.51.100.8
198.51.100.7
198.51.100.8
`);
  });

  test('the first apply resolves names under the lock of refreshes, and waits for one that is at work', () => {
    const out = run(`artifact() { [ -f "$1" ]; }
COMMAND=apply DIR=. TARGET=work; true > work/nft
sleep() { echo waited; rm -rf state/refreshing; }
mkdir state/refreshing; echo "1 $(started 1)" > state/refreshing/owner
getent() { cat state/refreshing/owner >> owners; echo "$A STREAM"; }
fill_named 2>&1; [ "$(sort -u owners)" = "$$ $(started $$)" ] && echo own; ls -d state/refreshing 2> /dev/null; ls state/fetched`);
    expect(out).toBe('waited\npeers: 1 entries\nown\npeers\npeers.seen\npeers.told\n');
  });

  test('what a refresh that was killed has begun goes with the next', () => {
    expect(
      run(`take_lock() { :; }
shield() { :; }
load_fetched() { :; }
load_named() { :; }
echo 192.0.2.1 > feed.now; true > state/fetched/feed.told.new.4194305; true > state/fetched/feed.new.1
(refresh_lists > said); ls state/fetched`),
    ).toBe('feed\nfeed.new.1\nfeed.told\npeers\npeers.seen\npeers.told\n');
  });
});
