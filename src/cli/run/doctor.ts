import { basesOf } from '../../beside/beside.js';
import { inert, visibleJson } from '../../diagnostics/visible.js';
import { doctorJson, doctorText } from '../../doctor/doctor-text.js';
import { examine } from '../../doctor/examine.js';
import { factsScript, readFacts } from '../../doctor/facts-script.js';
import { readOthers } from '../../host/live/read-others.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import type { DoctorInvocation } from '../import-invocation.js';
import { complain, type Io } from '../io.js';
import { onHost } from './remote/on-host.js';

/** `vosguard doctor`: what a host can do, and what on it works against a policy. Exit status 1 where there is a problem. */
export const doctor = ({ host, json }: DoctorInvocation, io: Io): Promise<ExitStatus> =>
  onHost(host, io, async (there) => {
    const machine = await there.machine();
    if (!(await machine.isRoot()))
      return complain(io, exitStatus.failed, 'only root can try rules and read those of a host');
    const asked = await machine.run('sh', ['-s'], { input: factsScript });
    const facts = asked.kind === 'done' ? readFacts(asked.output) : undefined;
    if (facts === undefined) {
      const words = asked.kind === 'failed' ? asked.words : 'its shell did not come to the end';
      return complain(io, exitStatus.failed, `the host cannot be asked: ${words}`);
    }
    const examined = examine(facts, basesOf(await readOthers(machine)));
    io.stdout.write(
      json
        ? visibleJson(`${JSON.stringify(doctorJson(examined), undefined, 2)}\n`)
        : inert(doctorText(examined, host?.host ?? 'this host')),
    );
    const isIll = examined.findings.some(({ severity }) => severity === 'problem');
    return isIll ? exitStatus.problems : exitStatus.done;
  });
