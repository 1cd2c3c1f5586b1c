import { newId, type StoredApplication, type Wso2State } from "../state";
import { tenantOf, type LoggedIn, type UserStore } from "../login/users";

/** The user in whose name requests without a login are answered, where that is allowed. */
export const anonymous = "wso2.anonymous.user";

/** The users who have been in the Developer Portal. */
export class Subscribers {
  constructor(
    private readonly state: Wso2State,
    private readonly users: UserStore,
    private readonly changed: () => void,
  ) {}

  /** The first visit of someone who may subscribe to APIs gives them an application. */
  register({ user, login }: LoggedIn): void {
    if (user.username === anonymous || this.has(login)) return;
    if (!this.users.mayHaveScope(user, "apim:subscribe")) return;
    this.add(login);
  }

  has(login: string): boolean {
    return this.state.subscribers.includes(login);
  }

  /** With an application, whoever it is. */
  add(login: string): void {
    this.state.subscribers.push(login);
    this.state.applications.push(defaultApplication(login, tenantOf(login)));
    this.changed();
  }
}

function defaultApplication(owner: string, organization: string): StoredApplication {
  const now = Date.now();
  return {
    uuid: newId(),
    name: "DefaultApplication",
    owner,
    organization,
    throttlingPolicy: "Unlimited",
    description: "This is the default application",
    tokenType: "JWT",
    status: "APPROVED",
    attributes: {},
    createdAt: now,
    updatedAt: now,
    groups: "",
    keyMappings: [],
  };
}
