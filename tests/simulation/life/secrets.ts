import type { StoredResource } from "../engine/resource";
import type { World } from "../world/world";
import type { Outcome, Stack } from "./stack";
import { login } from "../world/places";
import { Violation } from "./violation";

/** Every secret that there ever was in a world. */
export class Secrets {
  private readonly known = new Set([login.password, basic(login.username, login.password)]);

  constructor(private readonly world: World) {}

  /** Looks for new ones. */
  collect(): void {
    const { clients, deployerClientId } = this.world.auth0.state;
    for (const { client_id, client_secret } of clients) {
      if (client_id === deployerClientId) continue;
      this.known.add(client_secret);
      this.known.add(basic(client_id, client_secret));
    }
  }

  /** @throws Violation where one can be read */
  check({ key, state }: Stack, { output }: Outcome): void {
    for (const secret of this.known) {
      if (output.includes(secret)) {
        throw new Violation(
          6,
          key,
          "a secret in the output",
          output.replaceAll(secret, "<SECRET>"),
        );
      }
      const found = state.resources.find((resource) => plainOf(resource).includes(secret));
      if (found) {
        const detail = plainOf(found).replaceAll(secret, "<SECRET>");
        throw new Violation(6, key, `a secret in the state of ${found.name}`, detail);
      }
    }
  }
}

/** What of a resource is not encrypted in a state. */
function plainOf({ inputs, outputs, secrets, initErrors }: StoredResource): string {
  const plain = (bag: Record<string, unknown>) =>
    Object.entries(bag).filter(([name]) => !secrets.includes(name));
  return JSON.stringify([plain(inputs), plain(outputs), initErrors]);
}

function basic(user: string, password: string): string {
  return Buffer.from(`${user}:${password}`).toString("base64");
}
