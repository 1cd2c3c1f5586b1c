import * as pulumi from "@pulumi/pulumi";
import type { ClientCredentials } from "./auth0/rest/clientCredentials";
import type { LeftToAuth0 } from "./auth0/leftToAuth0";
import type { Auth0KeyManager } from "./auth0KeyManager";
import { Refusal } from "./validation/refusal";
import { factsOf, type KeyManagerReference, type ReferenceFacts } from "./keyManagerReference";

/** A Key Manager as applications are given it: that of their stack, or a reference to that of another. */
export type KeyManagerInput = Auth0KeyManager | pulumi.Input<KeyManagerReference>;

/** Output of a stack with which teams use its Key Manager. */
const referenceOutput = "keyManagerReference";

/**
 * The Key Manager of another stack.
 *
 * @param stack its full name, `organization/project/stack`, or what it exports
 * @throws Refusal where it exports no reference
 */
export function referencedKeyManager(
  stack: string | KeyManagerReference,
): pulumi.Output<KeyManagerReference> {
  if (typeof stack !== "string") return pulumi.output(stack);
  return new pulumi.StackReference(stack).getOutput(referenceOutput).apply((value: unknown) => {
    if (value !== undefined) return value as KeyManagerReference;
    throw new Refusal(
      `The stack ${stack} does not export ${referenceOutput}. Run pulumi up there with the current version of ` +
        "this project; in a program of your own export the reference of its Auth0KeyManager.",
    );
  });
}

/** What a stack says of its Key Manager, be it its own. */
export function keyManagerOutputs(keyManager: KeyManagerInput) {
  const { issuer, apiIdentifier, name } = usedKeyManager(keyManager).facts;
  return {
    issuer,
    apiIdentifier,
    ...(isOfThisStack(keyManager) && {
      managementClientId: keyManager.managementClientId,
      keyManagerId: keyManager.keyManagerId,
      [referenceOutput]: keyManager.reference,
    }),
    keyManagerName: name,
  };
}

/** A Key Manager as applications use it. */
export interface UsedKeyManager {
  readonly facts: ReferenceFacts;
  /** Whether another stack declares it. */
  readonly isElsewhere: boolean;
  /** What must be there before keys are. */
  readonly resources: readonly pulumi.Resource[];
  /** What a grant for its API waits for. */
  readonly apiParts: readonly pulumi.Resource[];
  /** The provider of its tenant, where this stack has it. */
  readonly provider?: pulumi.ProviderResource;
  /** The login of the application with which WSO2 calls the Management API, where this stack has it. */
  readonly management?: pulumi.Output<ClientCredentials>;
  readonly leftToAuth0: LeftToAuth0;
  /** Texts that change with what is declared of it and written to it. */
  readonly writes: readonly pulumi.Output<string>[];
}

/** Be it of another copy of this package. */
function isOfThisStack(keyManager: KeyManagerInput): keyManager is Auth0KeyManager {
  return !pulumi.Output.isInstance(keyManager) && "facts" in keyManager;
}

/** What applications need of a Key Manager. */
export function usedKeyManager(keyManager: KeyManagerInput): UsedKeyManager {
  if (!isOfThisStack(keyManager)) {
    const elsewhere = { isElsewhere: true, resources: [], apiParts: [], leftToAuth0: {} };
    return { ...elsewhere, facts: factsOf(keyManager), writes: [] };
  }
  const { facts, apiParts, management, leftToAuth0, declaration, tenant } = keyManager;
  const { id, revision } = keyManager.keyManager;
  return {
    ...{ facts, apiParts, management, leftToAuth0, isElsewhere: false, resources: [keyManager] },
    ...(tenant.provider && { provider: tenant.provider }),
    writes: [declaration, pulumi.interpolate`${id} ${revision}`],
  };
}
