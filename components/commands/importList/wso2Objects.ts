import type { ClientCredentials } from "../../auth0/rest/clientCredentials";
import { secretFields, type Field } from "../../wso2/provider/fieldTable";
import type { Kept } from "../../wso2/provider/kind";
import type { Encounter, LifeCycle } from "../../wso2/provider/lifeCycle";
import { typeOf } from "../../wso2/provider/dynamicResource";
import type { ProviderKind, StateOnly } from "../../wso2/provider/shim";
import type { Declared } from "./declared";
import { wrapped } from "./secrets";

type Bag = Record<string, unknown>;

/** Any kind's life cycle, as far as it is used. */
export type Recognizing = Pick<LifeCycle<Bag, unknown, Bag>, "kind" | "meet" | "stateOf">;

/** The logins that WSO2 and its applications have in Auth0. */
export interface Logins {
  secretOf(clientId: string): Promise<string | undefined>;
  /** For the Management API. */
  management(clientId: string): Omit<ClientCredentials, "clientSecret">;
}

/** Finds which objects of WSO2 a program's resources are, and says what a state would have of them. */
export class Wso2Objects {
  private readonly met = new Map<Declared, Promise<Encounter<Bag, unknown> | undefined>>();

  constructor(
    private readonly lifeCycles: Readonly<Record<Exclude<ProviderKind, StateOnly>, Recognizing>>,
    private readonly logins: Logins,
  ) {}

  /** Whether it is an object of WSO2. */
  isOne(resource: Declared): boolean {
    return this.lifeCycleOf(resource) !== undefined;
  }

  /** What has the place of a resource; `undefined` where nothing has. */
  meet(resource: Declared): Promise<Encounter<Bag, unknown> | undefined> {
    const met = this.met.get(resource) ?? this.look(resource);
    this.met.set(resource, met);
    return met;
  }

  /** The client in Auth0 that it has, where it is not another owner's. */
  async clientOf(resource: Declared, owner?: string): Promise<string | undefined> {
    const { mark, fields } = (await this.meet(resource)) ?? {};
    if (mark !== undefined && mark.owner !== owner) return undefined;
    const clientId = fields?.["clientId"];
    return typeof clientId === "string" && clientId !== "" ? clientId : undefined;
  }

  /**
   * Inputs and outputs of the resource that has what was met.
   *
   * @param whose whose that is
   */
  async stateOf(
    resource: Declared,
    met: Encounter<Bag, unknown>,
    whose: Kept,
  ): Promise<{ inputs: object; outputs: object }> {
    const lifeCycle = this.lifeCycleOf(resource);
    if (lifeCycle === undefined) throw new Error(`${resource.type} is no type of WSO2's.`);
    const { fields, secretsAdded = [] } = lifeCycle.kind;
    const declared = {
      ...(await this.inputsOf(resource)),
      ...(await this.loginOf(resource, met)),
    };
    // What WSO2 shows to nobody may be another secret there: the first up writes it.
    const masked = Object.entries(declared).filter(([name]) => isMasked(fields[name]));
    const shown = Object.entries(declared).filter(([name]) => !isMasked(fields[name]));
    const { inputs = {}, props = {} } = await lifeCycle.stateOf(met, {
      ...Object.fromEntries(shown),
      ...whose,
    });
    const secrets = secretFields(fields);
    const { __provider } = resource.inputs;
    return {
      inputs: wrapped({ ...inputs, ...Object.fromEntries(masked), __provider }, secrets),
      outputs: wrapped({ ...props, __provider }, [...secrets, ...secretsAdded]),
    };
  }

  private async look(resource: Declared): Promise<Encounter<Bag, unknown> | undefined> {
    const inputs = await this.inputsOf(resource);
    return inputs && this.lifeCycleOf(resource)?.meet(inputs);
  }

  /** What is declared, with what follows from other objects; `undefined` where one of them is missing. */
  private async inputsOf({ type, inputs, references }: Declared): Promise<Bag | undefined> {
    const declared: Bag = Object.fromEntries(
      Object.entries(inputs).filter(([name]) => name !== "__provider" && name !== "ownership"),
    );
    const [application] = references["applicationId"] ?? [];
    if (application !== undefined && declared["applicationId"] === undefined) {
      const met = await this.meet(application);
      if (met === undefined) return undefined;
      declared["applicationId"] = met.found.id;
    }
    const isMapped = declared["mode"] === "map";
    // Keys of a Key Manager of another stack do without a login for Auth0.
    const isElsewhere = declared["reference"] !== undefined;
    if (type !== typeOf("ApplicationKeys") || isMapped || isElsewhere) return declared;
    const management = await this.managementOf(declared["keyManager"]);
    return management && { ...declared, management };
  }

  /** How the Key Manager with that name logs in to Auth0. */
  private async managementOf(name: unknown): Promise<ClientCredentials | undefined> {
    const clientId = (await this.lifeCycles.KeyManager.meet({ name }))?.fields["clientId"];
    if (typeof clientId !== "string") return undefined;
    return {
      ...this.logins.management(clientId),
      clientSecret: await this.readableSecretOf(clientId),
    };
  }

  /** The client of an object that is told one, with its secret. */
  private async loginOf(resource: Declared, { fields }: Encounter<Bag, unknown>): Promise<Bag> {
    const { kind } = this.lifeCycleOf(resource) ?? {};
    const isTold = kind && Object.hasOwn(kind.fields, "clientSecret");
    if (!isTold || kind.inapplicable?.(resource.inputs).includes("clientSecret")) return {};
    const clientId = String(resource.inputs["clientId"] ?? fields["clientId"]);
    return { clientId, clientSecret: await this.readableSecretOf(clientId) };
  }

  private async readableSecretOf(clientId: string): Promise<string> {
    const secret = await this.logins.secretOf(clientId);
    if (secret !== undefined) return secret;
    throw new Error(
      `the secret of the client ${clientId} in Auth0 cannot be seen with this login: the client was ` +
        "deleted, has keys in place of a secret, or the permission read:client_keys is missing.",
    );
  }

  private lifeCycleOf({ type }: Declared): Recognizing | undefined {
    return Object.entries(this.lifeCycles).find(
      ([kind]) => typeOf(kind as ProviderKind) === type,
    )?.[1];
  }
}

function isMasked(field: Field | undefined): boolean {
  return field?.secret === true && field.option !== true;
}
