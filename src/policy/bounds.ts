/*
 * What the schema says and `validate` keeps to by itself. They stand apart from the schema, which `lint` needs only in its
 * compiled form.
 */

/** Each is read as a policy of its own. */
export const mostProfiles = 100;

/** Each group may contain all the others, so the work grows with the square of their number. */
export const mostGroups = 1_000;

/** Sources and packets of one step of a test: what is played within seconds. */
export const mostSources = 65_536;
export const mostPackets = 1_000_000;
