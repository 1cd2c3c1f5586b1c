import { Wso2Error } from "../errors";
import type { Transport } from "../transport";
import { basicCredentials } from "./basicCredentials";
import type { Login } from "./login";

/** An OAuth client, and the user for whom it acts, if any. */
export interface OAuthCredentials {
  clientId: string;
  clientSecret: string;
  username?: string;
  password?: string;
}

interface TokenAnswer {
  access_token: string;
  /** Seconds. */
  expires_in: number;
  /** What was granted; WSO2 leaves out, without an error, what the user's roles do not allow. */
  scope?: string;
}

interface Token {
  authorization: string;
  /** Milliseconds since 1970. */
  renewAt: number;
}

/** A token with less time left than this, in milliseconds, is not used any more. */
const margin = 30_000;

/** Logs in with OAuth2 once and again when the token runs out. */
export class OAuthLogin implements Login {
  private token: Promise<Token> | undefined;

  constructor(
    private readonly transport: Transport,
    private readonly scopes: readonly string[],
    private readonly credentials: () => Promise<OAuthCredentials>,
  ) {}

  async authorization(): Promise<string> {
    this.token ??= this.requestToken();
    const current = this.token;
    try {
      const token = await current;
      if (Date.now() < token.renewAt) return token.authorization;
    } catch (error) {
      if (this.token === current) this.token = undefined;
      throw error;
    }
    // Of the calls that notice at the same time, one asks for a new token and the others wait.
    if (this.token === current) this.token = this.requestToken();
    return (await this.token).authorization;
  }

  renew(): boolean {
    this.token = undefined;
    return true;
  }

  private async requestToken(): Promise<Token> {
    const { clientId, clientSecret, username, password } = await this.credentials();
    const answer = (await this.transport.send({
      method: "POST",
      path: "/oauth2/token",
      authorization: basicCredentials(clientId, clientSecret),
      body: new URLSearchParams({
        ...(username !== undefined
          ? { grant_type: "password", username, password: password ?? "" }
          : { grant_type: "client_credentials" }),
        scope: this.scopes.join(" "),
      }),
      isRepeatable: true,
    })) as TokenAnswer;
    this.assertScope(answer, username);
    return {
      authorization: `Bearer ${answer.access_token}`,
      renewAt: Date.now() + answer.expires_in * 1000 - margin,
    };
  }

  /** Without the scope WSO2 would answer 401 later and not say why. */
  private assertScope({ scope = "" }: TokenAnswer, username?: string): void {
    const granted = scope.split(" ");
    if (this.scopes.some((needed) => granted.includes(needed))) return;
    const who = username === undefined ? "the client" : `user "${username}"`;
    throw new Wso2Error(
      `WSO2 granted ${who} none of the scopes ${this.scopes.join(", ")} (granted: ` +
        `${scope || "none"}). Give ${who} a role that has one of them (Admin Portal: Settings, ` +
        "Scope Assignments).",
      "refused",
      401,
    );
  }
}
