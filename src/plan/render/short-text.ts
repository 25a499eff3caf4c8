/** Words of a rule may fill lines and lines; the JSON has all of them. */
const LONGEST = 100;

export const shortText = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 3)}...`;
