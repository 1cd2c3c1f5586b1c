import { auth0Models } from "../engine/auth0Models";
import type { StoredApplication, StoredKeyManager } from "auth0-wso2-sandbox/wso2/state";
import { subscriptionsIn } from "auth0-wso2-sandbox/wso2/devportal/subscriptions";
import { actors, person } from "../world/actor";
import { ManagementApi } from "../world/exchange";
import type { World } from "../world/world";
import { isLoginUseless } from "./blockers";
import { hostIn, type DeclaredApplication, type DeclaredKeys } from "../program/declaration";
import type { Stack } from "./stack";
import { Violation } from "./violation";

/** @throws Violation where something declared is not there, not as declared, or not loaded */
export function checkConvergence(world: World, stack: Stack, username: string): void {
  new Look(world, stack, username).all();
}

/**
 * What a stack has in Auth0, read by somebody who sees all of the tenant that it belongs to.
 *
 * @throws Violation where something is missing or not as declared
 */
export function checkTenant({ send, hosts, auth0 }: World, { key, state }: Stack): Promise<void> {
  const models = auth0Models(new ManagementApi(send, hosts.auth0, auth0.deployer));
  return actors.run({ name: "an observer" }, async () => {
    for (const { type, id, inputs } of state.resources) {
      const kind = type.split(":").at(-1) ?? "";
      const model = type.startsWith("auth0:") ? models[kind] : undefined;
      const found = await model?.read(id, inputs);
      if (model === undefined || found === undefined) continue;
      if (!found.id) throw new Violation(11, key, `a ${kind} does not exist in the tenant`, id);
      const { changes } = await model.diff(id, found.props ?? {}, inputs);
      const detail = JSON.stringify({ inputs, found: found.props });
      if (changes) throw new Violation(11, key, `a ${kind} is not as declared`, detail);
    }
  });
}

class Look {
  private readonly server;
  private readonly auth0;

  constructor(
    private readonly world: World,
    private readonly stack: Stack,
    private readonly username: string,
  ) {
    const server = world.wso2[world.hosts.wso2.indexOf(hostIn(stack.declaration, world.hosts))];
    if (server === undefined) throw new Error(`no server at ${stack.declaration.serverUrl}`);
    this.server = server;
    this.auth0 = world.auth0.state;
  }

  all(): void {
    const { declaration } = this.stack;
    const keyManager =
      this.stack.platform === undefined
        ? declaration.keyManager && this.keyManager(this.management())
        : this.keyManagerOf(this.stack.platform);
    for (const application of declaration.applications) this.application(application, keyManager);
  }

  private fail(cause: string, detail = ""): never {
    throw new Violation(2, this.stack.key, cause, detail);
  }

  /** The login that WSO2 is to use. */
  private management(): { clientId: string; clientSecret: string } {
    const { management, managementResource } = this.stack.declaration;
    if (management !== "own") return management;
    const id = this.idOf(`${managementResource}-client`);
    const client = this.auth0.clients.find(({ client_id }) => client_id === id);
    if (client === undefined) this.fail("the management application does not exist");
    return { clientId: client.client_id, clientSecret: client.client_secret };
  }

  /**
   * Whether somebody else had an entry with the issuer on the server, and perhaps took it away, or has
   * deleted one of this stack by hand.
   */
  private wasShared(): boolean {
    const { journal, hosts } = this.world;
    const host = hostIn(this.stack.declaration, hosts);
    return journal.entries.some(
      ({ actor, change, object }) =>
        object.kind === "keyManager" &&
        object.server === host &&
        (journal.ownerOf(object.id) !== this.stack.key ||
          (change === "deleted" && actor.name === person.name)) &&
        object.content.includes(`"issuer":"https://${hosts.auth0}/"`),
    );
  }

  private keyManagerOf(platform: Stack): StoredKeyManager {
    const name = platform.referenceIn("")?.name;
    const row = this.server.state.keyManagers.find((each) => each.name === name);
    return row ?? this.fail("the Key Manager of the platform does not exist", name);
  }

  private keyManager(management: { clientId: string; clientSecret: string }): StoredKeyManager {
    const declared = this.stack.declaration.keyManager;
    const row = this.server.state.keyManagers.find(({ name }) => name === declared?.name);
    if (declared === undefined || row === undefined) this.fail("the Key Manager does not exist");
    const detail = JSON.stringify({ declared, management, row });
    if (row.uuid !== this.idOf(declared.resource)) {
      this.fail("the Key Manager in the state is another one", detail);
    }
    const { configuration } = row;
    const expected = {
      description: declared.description ?? null,
      displayName: declared.displayName ?? null,
      enabled: true,
      client: management.clientId,
      secret: management.clientSecret,
      claim: declared.consumerKeyClaim ?? "azp",
      issuer: `https://${this.world.hosts.auth0}/`,
      properties: { ...declared.additionalProperties },
    };
    const properties = Object.fromEntries(
      Object.keys(declared.additionalProperties ?? {}).map((name) => [name, configuration[name]]),
    );
    const found = {
      description: row.description,
      displayName: row.displayName,
      enabled: row.enabled,
      client: configuration["client_id"],
      secret: configuration["client_secret"],
      claim: configuration["consumer_key_claim"],
      issuer: configuration["issuer"],
      properties,
    };
    for (const [field, value] of Object.entries(expected)) {
      if (JSON.stringify(value) !== JSON.stringify(found[field as keyof typeof found])) {
        this.fail(`the Key Manager's ${field} is not as declared`, detail);
      }
    }
    // Nobody sees that a login which was given is lost before something is written with it.
    if (this.world.isConnectorHurt || isLoginUseless(this.world, this.stack)) return row;
    if (!this.server.loadedKeyManagers().includes(row.name)) {
      this.fail("the Key Manager is not loaded", detail);
    }
    // Who shares an issuer in spite of the check lives with what releases before 4.7 make of it.
    const isShared = declared.skipPreflight?.includes("uniqueIssuer") || this.wasShared();
    if (!isShared && !this.server.acceptsIssuer(expected.issuer)) {
      this.fail("the gateway does not accept the issuer", detail);
    }
    return row;
  }

  private application(
    declared: DeclaredApplication,
    keyManager: StoredKeyManager | undefined,
  ): void {
    const id = this.idOf(`${declared.resource}-application`);
    const row = this.server.state.applications.find(({ uuid }) => uuid === id);
    if (row === undefined) this.fail("an application does not exist", declared.name);
    const detail = JSON.stringify({ declared, row });
    if (row.name !== declared.name)
      this.fail("the application in the state is another one", detail);
    if (![this.username, this.stack.home.username].includes(row.owner) && row.groups !== "team") {
      throw new Violation(11, this.stack.key, "an application is another user's", detail);
    }
    const { description = "" } = declared;
    const rest = (row.description ?? "").slice(description.length);
    const isKept = (row.description ?? "").startsWith(description);
    if (!isKept || (rest.trim() !== "" && !rest.includes("heritage=pulumi"))) {
      this.fail("the application's description is not as declared", detail);
    }
    if (declared.isSubscribed) this.subscription(declared, row);
    if (keyManager === undefined) return;
    for (const use of ["production", "sandbox"] as const) {
      const keys = declared[use];
      if (keys) this.keys(declared, row, keyManager, use, keys);
    }
  }

  /** What others have decided of it stands. */
  private subscription({ policy = "Unlimited" }: DeclaredApplication, { uuid }: StoredApplication) {
    const { id } = this.world.apiOn(this.world.wso2.indexOf(this.server), "Orders");
    const found = subscriptionsIn(this.server.state).find(
      ({ applicationId, apiId }) => applicationId === uuid && apiId === id,
    );
    if (found === undefined) this.fail("a subscription does not exist", uuid);
    const isDecided = found.status !== "UNBLOCKED";
    if (!isDecided && found.throttlingPolicy !== policy) {
      this.fail("the policy of a subscription is not as declared", JSON.stringify(found));
    }
  }

  private keys(
    { resource, name }: DeclaredApplication,
    application: StoredApplication,
    keyManager: StoredKeyManager,
    use: "production" | "sandbox",
    { mode, grantTypes }: DeclaredKeys,
  ): void {
    const mapping = application.keyMappings.find(
      (each) => each.keyManager === keyManager.uuid && each.keyType === use.toUpperCase(),
    );
    const detail = JSON.stringify({ application: name, use, mode, mapping });
    if (!mapping?.consumerKey) this.fail("keys do not exist", detail);
    if (mapping.uuid !== this.idOf(`${resource}-${use}-keys`)) {
      this.fail("the keys in the state are others", detail);
    }
    const client = this.auth0.clients.find(({ client_id }) => client_id === mapping.consumerKey);
    if (client === undefined) this.fail("the client of keys does not exist", detail);
    if (mode === "map") {
      if (client.client_id === this.idOf(`${resource}-${use}-client`)) return;
      this.fail("the keys are mapped to another client", detail);
    }
    if ([...(client.grant_types ?? [])].sort().join() !== [...grantTypes].sort().join()) {
      this.fail("the grant types of a client are not as declared", detail);
    }
    // The connector of release 4.0 does not show what a client is granted; and whatever answers it in
    // Auth0's place, the next preview shows it.
    if (this.world.settings.release === "4.0" || this.world.isConnectorHurt) return;
    const isGranted = this.auth0.clientGrants.some(
      ({ client_id, audience, scope }) =>
        client_id === mapping.consumerKey &&
        audience === (this.stack.platform ?? this.stack).audience &&
        scope?.includes("default"),
    );
    if (!isGranted) this.fail("a client lacks its grant", detail);
  }

  private idOf(resource: string): string | undefined {
    return this.stack.state.resources.find(
      ({ name, isCondemned }) => name === resource && !isCondemned,
    )?.id;
  }
}
