import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeHosts } from './describe.js';
import { nextPolicy, oldPolicy } from './policies.js';
import { vosguard } from './program.js';
import { rulesOf } from './state.js';

describeHosts('apply --plan', 'nftables', (host) => {
  const path = (name: string) => join(host().folder, name);
  const run = (command: string, ...words: string[]) =>
    host().run(vosguard(host(), command, path('policy.yaml'), ...words));
  const plan = () => expect(run('plan', '--backend', 'nftables', '-o', path('plan.json')).status).toBe(0);
  const apply = () => run('apply', '--plan', path('plan.json'), '--yes', '--no-persist');
  const refused = (words: RegExp) => {
    const before = rulesOf(host());
    const { status, err } = apply();
    expect([status, err]).toEqual([3, expect.stringMatching(words)]);
    expect(rulesOf(host())).toBe(before);
  };

  test('does what the plan says, and nothing once something has moved', () => {
    writeFileSync(path('policy.yaml'), oldPolicy);
    plan();
    expect(apply()).toMatchObject({ status: 0 });
    refused(/the host has moved: .*the rules of nftables, the sets of nftables/);

    writeFileSync(path('policy.yaml'), nextPolicy);
    plan();
    const { state } = JSON.parse(readFileSync(path('plan.json'), 'utf8'));
    // What rules learn and count is no move, nor is what others do.
    host().sh(`nft 'add element inet vosguard banned4 { 192.0.2.99 }; add table inet others'`);
    plan();
    expect(JSON.parse(readFileSync(path('plan.json'), 'utf8')).state).toBe(state);

    host().sh('nft flush chain inet vosguard strangers.REGISTER');
    refused(/the host has moved: the rules of nftables; in the plan now: \+ add rule strangers\.REGISTER/);
    plan();
    writeFileSync(path('policy.yaml'), `${nextPolicy}# by the way\n`);
    refused(/the policy is another one: the plan was made from sha256 [0-9a-f]{16}, this is/);
    writeFileSync(path('policy.yaml'), nextPolicy);
    expect(apply()).toMatchObject({ status: 0 });
    expect(rulesOf(host())).toContain('7/second');
  });
});
