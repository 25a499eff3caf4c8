#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

/*
 * Runs the bundled program with the code that V8 compiled when it was built. Without it, half of the time that a short
 * policy takes would go into compiling the program itself. Another version of Node refuses the code and compiles.
 */
const program = join(dirname(fileURLToPath(import.meta.url)), '../vosguard.cjs');

function compiledCode(): Buffer | undefined {
  try {
    return readFileSync(`${program}.code`);
  } catch {
    return undefined;
  }
}

const script = new Script(Module.wrap(readFileSync(program, 'utf8')), {
  filename: program,
  cachedData: compiledCode(),
});
script.runInThisContext()({}, createRequire(program), {}, program, dirname(program));
