import type { FleetReport } from './actors/cast-protocol.js';
import type { RegistrarReport } from './actors/registrar-protocol.js';
import type { Attack } from './attack.js';

/** How results are written into a table. */
export const number = (value: number): string => Math.round(value).toLocaleString('en');

export const of = (part: number, all: number): string => `${number(part)} of ${number(all)}`;

export const registered = ({ registered: done, tried }: FleetReport): string =>
  done === tried ? `100 % of ${number(tried)}` : `${((100 * done) / tried).toFixed(1)} % of ${number(tried)}`;

/** Requests of these labels that reached the registrar; of everybody where none is named. */
export const arrived = ({ loads }: RegistrarReport, ...labels: readonly string[]): number =>
  loads
    .filter(({ label }) => labels.length === 0 || labels.includes(label))
    .reduce((sum, load) => sum + load.arrived, 0);

/** Of all requests that came to the registrar, those that found its queue, or the socket before it, full. */
export function lost(report: RegistrarReport): string {
  const { loads, dropped } = report;
  const full = loads.reduce((sum, load) => sum + load.lost, dropped);
  return of(full, arrived(report) + dropped);
}

/** Whether the trial itself kept up: what the sender was to send and sent, and what a socket lost. */
export const kept = ({ sent, offered }: Attack, { dropped }: RegistrarReport): string =>
  `${of(sent, offered)}${dropped === 0 ? '' : `, ${number(dropped)} lost by a socket`}`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
