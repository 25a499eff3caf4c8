import { copyFileSync, mkdirSync } from 'node:fs';

/** tsc does not copy JavaScript that it did not write. */
const name = 'src/validate/generated/policy-validator.cjs';
const target = new URL(`../dist/${name}`, import.meta.url);

mkdirSync(new URL('.', target), { recursive: true });
copyFileSync(new URL(`../${name}`, import.meta.url), target);
