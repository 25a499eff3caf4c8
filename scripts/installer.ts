import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

/*
 * Joins the parts of `installer/` into the text that ends every install.sh, as a module: the emitter reads no files.
 */
const parts = new URL('../installer/', import.meta.url);
const names = readdirSync(parts)
  .filter((name) => name.endsWith('.sh'))
  .sort();
const text = names
  .map((name) => `\n# ---- ${name}\n\n${readFileSync(new URL(name, parts), 'utf8')}`)
  .join('');

const generated = new URL('../src/emit/install/generated/', import.meta.url);
mkdirSync(generated, { recursive: true });
writeFileSync(
  new URL('installer.ts', generated),
  `/** The parts of \`installer/\`, joined by scripts/installer.ts. */\nexport const installer = ${JSON.stringify(text)};\n`,
);
