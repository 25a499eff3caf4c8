import { type Question, questions } from './verify.js';

const head = `-- What a VOS3000 switch holds, for: vosguard vos audit --from held.txt
-- Reads only, and only the parameters named here: the table e_moconfig holds private keys as well.
-- On the switch, with the name of its database (vos3000; in older installations vos3000db):
--   mysql -u root -p vos3000 < vos3000-verify.sql > held.txt
-- Or inside the client: source vos3000-verify.sql
-- Values that are more than printable ASCII appear as 0x and their bytes.
-- A table that the schema lacks ends it with an error; what came before is still good, or use mysql --force.
`;

/** The text of `vos3000-verify.sql`. */
export function verifyScript(names: readonly string[]): string {
  return [head, ...questions(names).map(({ sql }: Question) => `${sql};\n`)].join('\n');
}
