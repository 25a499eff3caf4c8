import { type Asking, type Question, questions } from './verify.js';

const head = `-- What a VOS3000 switch holds, for: vosguard vos audit --from held.txt
-- Reads only, and only the parameters named here: the table e_moconfig holds private keys as well.
-- On the switch, with the name of its database (vos3000; in older installations vos3000db):
--   mysql -u root -p vos3000 < vos3000-verify.sql > held.txt 2>&1
-- Or inside the client: source vos3000-verify.sql
-- Values that are more than printable ASCII appear as 0x and their bytes.
-- What the schema lacks is left out without an error. Should there be one, held.txt has it, and vos audit names it.
`;

/** The text of `vos3000-verify.sql`. */
export function verifyScript(asking: Asking): string {
  return [head, ...questions(asking).map(statement)].join('\n');
}

function statement({ kind, sql }: Question): string {
  return kind === 'web' ? whereThere('e_web_access_control', sql) : `${sql};\n`;
}

/**
 * The statement where the table is there, else one that does nothing: 2.1.4.0 has no e_web_access_control, and an error ends the
 * client. A prepared statement is chosen by name (MySQL 5.0.13 and later), since a SELECT of a missing table cannot even be read.
 */
const whereThere = (table: string, sql: string): string => `SELECT IF(COUNT(*) = 0, 'DO 0',
'${sql.replaceAll("'", "''")}')
INTO @vosguard FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = '${table}';
PREPARE vosguard FROM @vosguard;
EXECUTE vosguard;
DEALLOCATE PREPARE vosguard;
`;
