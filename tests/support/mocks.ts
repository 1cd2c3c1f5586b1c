import * as pulumi from "@pulumi/pulumi";

/** A resource that a program under test has declared. */
export interface DeclaredResource {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** Resources declared since `mockEngine`, in order. */
export type Declarations = DeclaredResource[];

/**
 * Replaces the engine by one that records what is declared and answers with plausible outputs.
 * Calls of functions fail unless their answer is given in `calls`.
 */
export async function mockEngine(
  outputs: (resource: DeclaredResource) => Record<string, unknown> = () => ({}),
  calls: Record<string, object> = {},
  { isPreview = false } = {},
): Promise<Declarations> {
  const declarations: Declarations = [];
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        const resource = { type, name, inputs: inputs as Record<string, unknown> };
        declarations.push(resource);
        return { id: `${name}-id`, state: { ...resource.inputs, ...outputs(resource) } };
      },
      call: ({ token }) => {
        const answer = calls[token];
        if (answer !== undefined) return answer;
        throw new Error(`No function was expected to be called, but ${token} was.`);
      },
    },
    "auth0-wso2-key-manager",
    "test",
    isPreview,
  );
  return declarations;
}

/** The only declaration of that type and name. */
export function declared(
  declarations: Declarations,
  type: string,
  name: string,
): Record<string, unknown> {
  const found = declarations.filter((each) => each.type === type && each.name === name);
  if (found.length !== 1) throw new Error(`Found ${found.length} resources ${type} ${name}.`);
  return found[0]?.inputs ?? {};
}

/** The value of an output. */
export function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}

/** What a resource that is marked says of its owner under these mocks. */
export function ownershipOf(resource: string) {
  return { owner: "owner-id", stack: "auth0-wso2-key-manager/test", resource };
}
