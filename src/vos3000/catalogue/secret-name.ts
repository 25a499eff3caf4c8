/**
 * Words in the names of rows that keep secrets. `e_moconfig` of 2.1.4.0 has the private and the public key of the login
 * (`SERVER_LOGIN_PRIVEATE_KE`) and the settings of the mail account among the parameters; what newer versions have beside
 * them is not published, so that the words are wide. A name with one of them is never asked for unless the catalogue has it.
 */
const secretWords = /KEY|PRIV|PASS|PWD|SECRET|TOKEN|CREDENTIAL|CERT|MAIL|SMTP|LICEN[CS]E/;

export const isSecretName = (name: string): boolean => secretWords.test(name.toUpperCase());
