/** A call to Auth0 failed, or the connector did: the server foresees neither. */
export class ConnectorFailure extends Error {
  constructor(
    message: string,
    /** Of the answer, if there was one. */
    readonly status?: number,
  ) {
    super(message);
  }
}
