import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../lanes/machine.js';
import { closedRow, closings } from './closed.js';
import { Machine, noMachine } from './machine.js';
import { packetsOn } from './packets.js';
import { apply, type Backend, delayOthers, drawsOf, untilWhole } from './switch.js';
import { type Tool, tools } from './tools.js';
import { userland } from './userland.js';

const docs = join(import.meta.dirname, '../docs/beside.md');
const [begin, end] = ['<!-- what npm run boots has printed -->\n', '<!-- to here -->\n'];
const backends: readonly Backend[] = ['nftables', 'iptables'];

/** Nothing is missing, and packets fare as the policy says. */
function fareWell(machine: Machine): boolean {
  const { register, closedPort } = packetsOn(machine);
  return register && closedPort;
}

/** So many boots of one machine, each with other delays; the number of those that came up otherwise than as applied. */
async function boots(backend: Backend, times: number, seed: number): Promise<number> {
  const machine = await Machine.on(userland());
  const draw = drawsOf(seed);
  let wrong = 0;
  try {
    await machine.boot();
    apply(machine, backend);
    for (let n = 1; n <= times; n++) {
      delayOthers(machine, draw, 1.5);
      await machine.halt();
      const state = await machine.boot();
      // On a machine with much other work it takes minutes.
      const begin = performance.now();
      const told = machine.run('sh /etc/vosguard/start --status', 600);
      const seconds = Math.round((performance.now() - begin) / 1000);
      const isWhole = told.status === 0;
      const name = `${backend}, seed ${seed}, boot ${n} of ${times}: ${state}, --status took ${seconds} s`;
      if (isWhole && state === 'running' && fareWell(machine)) {
        console.error(name);
        continue;
      }
      wrong += 1;
      console.error(`${name}, ${isWhole ? 'as applied' : `NOT as applied (${told.status}): ${told.out}`}`);
      console.error(
        machine.run("systemctl --failed --no-pager; journalctl -b -u 'vosguard*' --no-pager | tail -20").out,
      );
    }
  } finally {
    await machine.close();
  }
  return wrong;
}

/** What comes of one thing that an operator does: the seconds until all of ours stands, and what is wrong otherwise. */
async function cell(machine: Machine, command: string): Promise<string> {
  const { status, out } = machine.run(command, 180);
  if (status !== 0) {
    console.error(`${command}: ${out.slice(-600)}`);
    return `its command ends with ${status}`;
  }
  const seconds = await untilWhole(machine);
  if (seconds === undefined) {
    console.error(machine.run('sh /etc/vosguard/start --status').out);
    return 'NOT as applied';
  }
  const { register, closedPort } = packetsOn(machine);
  return `${seconds} s${closedPort ? '' : ', 3306 is OPEN'}${register ? '' : ', it refuses 5060'}`;
}

/** A row: the tool installed, started, reloaded, stopped, installed again and booted, beside our rules. */
async function row(tool: Tool, backend: Backend): Promise<readonly string[]> {
  const machine = await Machine.on(userland());
  try {
    await machine.boot();
    apply(machine, backend);
    fareWell(machine);
    const packages = tool.packages.join(' ');
    const get = `apt-get install -y -q --no-download --no-install-recommends`;
    const installed = await cell(machine, `${get} ${packages}`);
    machine.run(tool.configure);
    const cells = [installed];
    for (const command of [
      tool.start,
      tool.reload,
      tool.stop,
      `${tool.start} && ${get} --reinstall ${packages}`,
    ])
      cells.push(await cell(machine, command));
    await machine.halt();
    await machine.boot();
    cells.push(await cell(machine, ':'));
    const version = machine.run(`dpkg-query -W -f '\${Version}' ${tool.packages[0]}`).out;
    return [`${tool.name} ${version}`, backend, ...cells];
  } finally {
    await machine.close();
  }
}

/**
 * `npm run boots`: a hundred boots with other delays of every other unit each, and each tool beside our rules on each backend; about half an
 * hour. `--boots`, `--tools none` or names for less, `--closed` likewise for those that close SIP, `--seed` for other delays, `--docs` writes the table into docs/beside.md. Exit status 1
 * where anything was otherwise than as applied.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      boots: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      tools: { type: 'string', default: tools.map(({ name }) => name).join() },
      closed: { type: 'string', default: closings.map(({ name }) => name).join() },
      docs: { type: 'boolean', default: false },
    },
  });
  const missing = noMachine();
  if (missing !== undefined) throw new Error(`not run here: ${missing}`);
  const [times, seed] = [Number(values.boots), Number(values.seed)];
  let wrong = 0;
  for (const [index, backend] of backends.entries())
    wrong += await boots(backend, Math.ceil((times - index) / backends.length), seed + index);
  console.log(`${times} boots, seed ${seed}: ${wrong} not as applied. ${describeMachine()}`);
  const lines: string[] = [];
  for (const tool of tools.filter(({ name }) => values.tools.split(',').includes(name)))
    for (const backend of backends) {
      lines.push(`| ${(await row(tool, backend)).join(' | ')} |`);
      console.log(lines.at(-1));
    }
  const closed: string[] = [];
  for (const one of closings.filter(({ name }) => values.closed.split(',').includes(name)))
    for (const backend of backends) {
      closed.push(`| ${(await closedRow(one, backend)).join(' | ')} |`);
      console.log(closed.at(-1));
    }
  const text = `${times} boots with delays of up to 1.5 s of every other unit, seed ${seed}: ${wrong} not as applied. ${describeMachine()}

| tool | backend | installed | start | reload | stop | upgrade | boot |
|---|---|---|---|---|---|---|---|
${lines.join('\n')}

Tools that close SIP as they are installed, or as an operator who has not thought of it sets them up; then an apply, then 5060 is opened there:

| tool | backend | while it closes SIP | once it is open |
|---|---|---|---|
${closed.join('\n')}
`;
  if (values.docs) {
    const page = readFileSync(docs, 'utf8');
    const [before, after] = [page.indexOf(begin) + begin.length, page.indexOf(end)];
    writeFileSync(docs, `${page.slice(0, before)}\n${text}\n${page.slice(after)}`);
  }
  if (wrong > 0 || /NOT|OPEN/.test([...lines, ...closed].join())) process.exitCode = 1;
}

await main();
