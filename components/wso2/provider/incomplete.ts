/**
 * Something exists, but is not yet what was asked for: it is kept in the state, `up` fails with the
 * message, and the next `up` continues from there.
 */
export class Incomplete extends Error {
  constructor(
    message: string,
    readonly id: string,
    /** What is to be kept in the state. */
    readonly outs: object,
  ) {
    super(message);
  }
}
