/**
 * `HARKEN_TIMES` multiplies every limit of time the browser tests have: 1 on a quiet machine, where the limits are those of the
 * requirements; `make test` sets 4, because machines of CI are busy, and busy is not wrong.
 */
const factor = Number(process.env['HARKEN_TIMES'] ?? '1');
if (!(factor >= 1)) throw new Error(`HARKEN_TIMES is ${process.env['HARKEN_TIMES']}; it must be a number from 1`);

/** A limit of time on this machine, in milliseconds. */
export function times(milliseconds: number): number {
  return milliseconds * factor;
}
