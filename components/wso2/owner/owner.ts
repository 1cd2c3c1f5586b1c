import * as pulumi from "@pulumi/pulumi";
import { DynamicResource } from "../provider/dynamicResource";

/**
 * The identity of a stack, by which it knows its objects again: its `id` is a random text that stays
 * in the state, however stack, project and backend are called. Everything that a stack creates in
 * WSO2 carries it. A program has one, made together with the first resource that needs it.
 */
export class Owner extends DynamicResource {
  constructor(name: string, opts?: pulumi.CustomResourceOptions) {
    super("Owner", name, {}, opts);
  }
}

const owners = new WeakMap<object, Owner>();
/** Programs that run without a stack, as under mocks. */
const noStack = {};

/** The owner of the program's stack. What is to go before it depends on it. */
export function ownerOfProgram(): Owner {
  const program = pulumi.runtime.getStackResource() ?? noStack;
  const owner = owners.get(program) ?? new Owner("owner");
  owners.set(program, owner);
  return owner;
}

/** Whose the resources of the program are. */
export function ownerOf() {
  return { owner: ownerOfProgram().id, stack: `${pulumi.getProject()}/${pulumi.getStack()}` };
}

/** What every resource that is marked takes from its program. */
export function ownershipOf(resource: string) {
  return {
    ...ownerOf(),
    resource,
    // A plan is held against what the run declares, where a new object gets its creation.
    ...(pulumi.runtime.isDryRun() && { creation: pulumi.runtime.unknownValue }),
  };
}
