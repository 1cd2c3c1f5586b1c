import * as pulumi from "@pulumi/pulumi";

/** What an input is; `undefined` where it is not known before `pulumi up` has made what it is taken from. */
export async function knownNow<Value>(input: pulumi.Input<Value>): Promise<Value | undefined> {
  // The engine hands secrets over as they stand in a state.
  const plain = pulumi.runtime.unwrapRpcSecret(input) as pulumi.Input<Value>;
  const output = pulumi.output(plain) as pulumi.Output<Value>;
  const { isKnown } = output as unknown as { isKnown: Promise<boolean> };
  if (!(await isKnown)) return undefined;
  return new Promise((resolve) => output.apply(resolve));
}
