import { applicationFields } from "../../components/wso2/application/fields";
import { keyFields } from "../../components/wso2/applicationKeys/fields";
import type { Field } from "../../components/wso2/provider/fieldTable";
import { fields as keyManagerFields } from "../../components/wso2/keyManager/fields";
import { subscriptionFields } from "../../components/wso2/subscription/fields";

/** What comes of a field where a change by hand is not shown and undone on every release. */
export interface Exception {
  /** `fixed`: WSO2 lets nobody change it. `unseen`: a change does not show. */
  drift: "fixed" | "unseen";
  note: string;
  /** Releases that it is about. Default: all. */
  releases?: readonly string[];
}

/** The fields of a kind that stand for something on the server, and the exceptions among them. */
export interface FieldsOfKind {
  fields: Readonly<Record<string, Field>>;
  exceptions: Readonly<Record<string, Exception>>;
}

const identity = (note: string) => ({ drift: "fixed", note }) as const;
const oldConnector = (note: string): Exception => ({ drift: "unseen", note, releases: ["4.0"] });

/** Every kind of resource that this project has in WSO2, by its name in programs. */
export const kinds: Readonly<Record<string, FieldsOfKind>> = {
  KeyManager: {
    fields: keyManagerFields,
    exceptions: {
      name: identity("WSO2 refuses another name"),
      clientSecret: {
        drift: "unseen",
        note: "WSO2 shows a mask; a rotation in Auth0 is seen, and what a run that broke off has left",
      },
    },
  },
  Application: {
    fields: applicationFields,
    exceptions: { groups: identity("WSO2 does not change those of an application") },
  },
  ApplicationKeys: {
    fields: keyFields,
    exceptions: {
      applicationId: identity("part of the keys' identity"),
      keyManager: identity("part of the keys' identity"),
      keyType: identity("part of the keys' identity"),
      mode: identity("part of the keys' identity"),
      clientId: identity("keys that are mapped to another client have another id: replaced"),
      secretVersion: identity("not on the server: a change of it regenerates the secret"),
      audience: oldConnector("the connector of 4.0 does not read it back"),
    },
  },
  Subscription: {
    fields: subscriptionFields,
    exceptions: {
      applicationId: identity("part of the subscription's identity"),
      api: identity("part of the subscription's identity"),
      version: identity("part of the subscription's identity"),
    },
  },
};

/** The fields of a kind that stand for something on the server. */
export function fieldsOf({ fields }: FieldsOfKind): [name: string, field: Field][] {
  return Object.entries(fields).filter(([, field]) => field.option !== true);
}
