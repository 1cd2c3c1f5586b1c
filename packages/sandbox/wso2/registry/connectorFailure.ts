/** A call to Auth0 failed, or the connector did: the server foresees neither. */
export class ConnectorFailure extends Error {}

/** What the connector uses without looking whether it is there. */
export function used<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new ConnectorFailure("NullPointerException");
  return value;
}
