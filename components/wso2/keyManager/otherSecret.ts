/**
 * Says that a secret differs, which neither Pulumi nor a report on drift can show where another field differs, too.
 *
 * @param object e.g. `Key Manager "auth0"`
 */
export function describeOtherSecret(object: string): string {
  return `The client secret of the ${object} is not the one that WSO2 was given last: pulumi up gives WSO2 the new one.`;
}
