import { randomBytes } from "node:crypto";
import type { dynamic } from "@pulumi/pulumi";

/** What the state holds of an owner: nothing but its id. */
type Nothing = Record<string, never>;

/**
 * Life cycle of an owner's identity, which exists in the state alone. It goes last: what carries it
 * then is of a run that broke off, and without the owner nobody would know it again.
 *
 * @param whenRead is done in each run that reads what there is
 * @param leftovers describes what an owner still has in WSO2
 * @param nameLeft says what of an owner is still in Auth0
 */
export const ownerProvider = (
  whenRead: () => Promise<void>,
  leftovers: (owner: string) => Promise<string[]>,
  nameLeft: (owner: string) => Promise<void>,
) => {
  let successors = 0;
  return {
    check: (_olds: object, news: Nothing): Promise<dynamic.CheckResult<Nothing>> =>
      Promise.resolve({ inputs: news }),
    diff: (): Promise<dynamic.DiffResult> => Promise.resolve({ changes: false }),
    create: (inputs: Nothing): Promise<dynamic.CreateResult<Nothing>> => {
      successors += 1;
      return Promise.resolve({ id: randomBytes(8).toString("hex"), outs: inputs });
    },
    read: async (id: string, props: Nothing): Promise<dynamic.ReadResult<Nothing>> => {
      await whenRead();
      return { id, props };
    },
    update: (_id: string, _olds: Nothing, news: Nothing): Promise<dynamic.UpdateResult<Nothing>> =>
      Promise.resolve({ outs: news }),
    delete: async (id: string): Promise<void> => {
      // Where it is replaced, the stack goes on with the applications.
      const [left] = await Promise.all([leftovers(id), successors === 0 && nameLeft(id)]);
      if (left.length === 0) return;
      throw new Error(
        `WSO2 still has ${left.join(", ")}, which this stack created. If a run was interrupted, ` +
          "run pulumi up, which continues it, and then pulumi destroy again. Or delete it in WSO2. " +
          "If it was moved to another stack, run pulumi up there first.",
      );
    },
  };
};
