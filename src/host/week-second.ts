/** Seconds since the last Sunday began in UTC: what rules that ask for hours go by. */
export const weekSecond = (now = new Date()): number =>
  now.getUTCDay() * 86_400 + now.getUTCHours() * 3600 + now.getUTCMinutes() * 60 + now.getUTCSeconds();
