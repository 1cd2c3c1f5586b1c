import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { errors } from "jose";
import { globalOrganization } from "../keyManagers/keyManagerConfiguration";
import type { OutboundHttp } from "../registry/outboundHttp";
import type { JwtValidation, KeyManagerRegistry, LoadedKeyManager } from "../registry/registry";
import type { StoredApi } from "../state";
import { invalidCredentials, unclassifiedFailure, unknownCredentials } from "./gatewayErrors";
import { KeysUnavailable, signingKeysOf, type SigningKeys } from "./signingKeys";

/** What the gateway takes from a valid token. */
export interface ValidToken {
  consumerKey: string;
  scopes: readonly string[];
  /** Key Managers that the token may be from. */
  keyManagers: readonly LoadedKeyManager[];
}

const algorithms = ["RS256", "RS384", "RS512"];

/** Validates access tokens with what the loaded Key Managers say; Auth0 is asked for its keys only. */
export class TokenValidator {
  /** Keys live as long as the Key Manager stays loaded as it is. */
  private readonly keys = new WeakMap<JwtValidation, SigningKeys>();

  constructor(
    private readonly registry: KeyManagerRegistry,
    private readonly http: OutboundHttp,
  ) {}

  async validate(token: string, api: StoredApi): Promise<ValidToken> {
    const { issuer, kid } = inspect(token) ?? {};
    const issuers = issuer === undefined ? [] : this.keyManagersOf(api.organization, issuer);
    const validation = issuers.find((each) => each.jwtValidation)?.jwtValidation;
    if (!validation) throw unknownCredentials(api);
    const keyManagers = issuers.filter(
      ({ name }) => api.keyManagers.includes("all") || api.keyManagers.includes(name),
    );
    if (keyManagers.length === 0) throw invalidCredentials();
    const payload = await this.verify(token, kid, validation);
    return {
      consumerKey: textOf(payload[validation.consumerKeyClaim]),
      scopes: scopesOf(payload[validation.scopesClaim]),
      keyManagers,
    };
  }

  private keyManagersOf(organization: string, issuer: string): LoadedKeyManager[] {
    return [
      ...this.registry.byIssuer(organization, issuer),
      ...this.registry.byIssuer(globalOrganization, issuer),
    ];
  }

  private async verify(
    token: string,
    kid: string | undefined,
    validation: JwtValidation,
  ): Promise<Record<string, unknown>> {
    if (kid === undefined) throw invalidCredentials();
    try {
      const key = await this.keysOf(validation).find(kid);
      if (!key) throw invalidCredentials();
      const { kty, n = "", e = "" } = key;
      const publicKey = await importJWK({ kty: kty ?? "", n, e }, "RS256");
      const { payload } = await jwtVerify(token, publicKey, { algorithms });
      return payload;
    } catch (error) {
      if (error instanceof KeysUnavailable) throw unclassifiedFailure();
      if (error instanceof errors.JOSEError) throw invalidCredentials();
      throw error;
    }
  }

  private keysOf(validation: JwtValidation): SigningKeys {
    const known = this.keys.get(validation);
    if (known) return known;
    const keys = signingKeysOf(validation, this.http);
    this.keys.set(validation, keys);
    return keys;
  }
}

/** What a token says before it is verified; `undefined` if it is no JWT. */
function inspect(token: string): { issuer?: string; kid?: string } | undefined {
  try {
    const { iss } = decodeJwt(token);
    const { kid } = decodeProtectedHeader(token);
    return {
      ...(iss !== undefined && { issuer: iss }),
      ...(kid !== undefined && { kid }),
    };
  } catch {
    return undefined;
  }
}

function scopesOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  return textOf(claim).split(" ").filter(Boolean);
}

function textOf(claim: unknown): string {
  return typeof claim === "string" ? claim : "";
}
