import { RefusedLogin, Auth0Error } from "./authenticationApi";
import type { ClientCredentials } from "./clientCredentials";
import { ManagementApi } from "./managementApi";
import type { Room } from "./room";

/** The logins for Management APIs that a run knows; each of them asks for its token once. */
export class ManagementLogins {
  private readonly apis = new Map<string, ManagementApi>();
  /** Logins of today, by client id; a state may have one from before a rotation. */
  private readonly declared = new Map<string, ClientCredentials>();

  /** @param deployer the login that makes objects in Auth0, where the stack has one */
  constructor(private readonly deployer: () => ManagementApi | undefined = () => undefined) {}

  /** What tells how many calls each tenant takes. */
  private get rooms(): Room[] {
    const apis = [...this.apis.values(), this.deployer()];
    return [...new Map(apis.flatMap((api) => (api ? [[api.identifier, api.room]] : []))).values()];
  }

  /** Has WSO2 do something that makes its connector call Auth0, once each tenant takes those calls. */
  whenRoom<Result>(calls: number, work: () => Promise<Result>): Promise<Result> {
    return this.rooms.reduce((inner, room) => () => room.forConnector(calls, inner), work)();
  }

  /** Whether a tenant may have refused a call of WSO2's connector for its rate. */
  async mayHaveRefused(since: number, inRoom: boolean): Promise<boolean> {
    const answers = this.rooms.map((room) => room.mayHaveRefused(since, inRoom));
    return (await Promise.all(answers)).includes(true);
  }

  /** Takes note of a login that the program declares. */
  renew(management: ClientCredentials): void {
    this.declared.set(management.clientId, management);
  }

  /** Auth0's Management API with a login as it is declared today. */
  api(management: ClientCredentials): ManagementApi {
    const declared = this.declared.get(management.clientId);
    const isSame = declared?.audience === management.audience;
    const login = isSame ? declared : management;
    const key = JSON.stringify(login);
    const api = this.apis.get(key) ?? new ManagementApi(login);
    this.apis.set(key, api);
    return api;
  }

  /** Where a login is refused another one that the program declares for the tenant will do. */
  async ask<Answer>(
    management: ClientCredentials,
    call: (api: ManagementApi) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await call(this.api(management));
    } catch (error) {
      const { clientId, audience } = management;
      const other = [...this.declared.values()].find(
        (each) => each.clientId !== clientId && each.audience === audience,
      );
      if (!(error instanceof RefusedLogin) || other === undefined) throw error;
      return await call(this.api(other)).catch((second: unknown) => {
        // The other login may lack permissions that this one had, which says nothing of the object.
        throw second instanceof Auth0Error ? error : second;
      });
    }
  }
}

/** Why nothing goes on with the login of a state. */
export function describeRefusedLogin({ clientId }: ClientCredentials, consequence: string): string {
  return (
    `Auth0 refuses the login of the management application ${clientId} that the state has: its secret ` +
    "was rotated, its grant for the Management API was removed, it may not use the grant type " +
    "client_credentials any more, or it was deleted. " +
    `${consequence} Run pulumi up first, which stores the current login, and run this again.`
  );
}
