import { map, type Schema } from './schema.js';
import { duration, rate } from './values.js';

const time: Schema = { ...duration, description: 'How long the ban lasts.' };

const rateBan = (what: string): Schema =>
  map(
    { over: { ...rate, description: `The ban begins when ${what} come faster than this.` }, for: time },
    { description: `A ban of a source when ${what} come too fast.` },
  );

export const bans: Schema = map(
  {
    signature: {
      ...duration,
      description: "How long a source is banned after a scanner's signature was seen.",
    },
    flood: rateBan('its refused packets'),
    challenged: rateBan("the switch's 401 and 407 answers to it, with no 200 among them,"),
    refused: rateBan("the switch's 403 and 404 answers to it"),
  },
  { description: 'What bans a stranger. Trusted and known sources are never stopped by a ban.' },
);
