/** CLOCK_MONOTONIC in milliseconds: processes of one machine read the same, whatever their network namespace. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
