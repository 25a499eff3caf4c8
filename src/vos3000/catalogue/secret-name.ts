/**
 * Words in the names of rows that keep secrets. `e_moconfig` of 2.1.4.0 has the keys of the login (`SERVER_LOGIN_PRIVEATE_KEY`) and
 * the settings of the mail account among the parameters; what newer versions have beside them is not published, so that the
 * words are wide. A name with one of them is never asked for unless the catalogue has it.
 */
const secretWords = /KEY|PRIV(?!ACY)|PASSW|PASSPHRASE|PWD|SECRET|TOKEN|CREDENTIAL|MAIL|SMTP|LICEN[CS]E/;

/** Keys of a telephone, in 2.1.4.0. */
const dialled = /^SS_(CALL_TRANSFER_[A-Z_]+_|CONFERENCE)KEY$/;

export const isSecretName = (name: string): boolean =>
  secretWords.test(name.toUpperCase()) && !dialled.test(name);
