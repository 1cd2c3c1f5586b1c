import type { RequestHandler } from "express";
import { readBasicCredentials } from "./basicCredentials";
import { ApiError, badRequest, forbidden, unauthenticated } from "../errors";
import { print } from "../jackson/json";
import { rawBody } from "../restOperation";
import type { Wso2Server } from "../server";
import { newId, superTenant, type OAuthClient, type User } from "../state";
import type { LoggedIn, UserStore } from "./users";

/** `POST /client-registration/v0.17/register`: gives a user an OAuth application. */
export function clientRegistration({ state, users, changed }: Wso2Server): RequestHandler {
  return (request, response) => {
    const answer = (status: number, body: object): void => {
      response.status(status).setHeader("Content-Type", "application/json");
      response.end(print(body));
    };
    try {
      const { user, login } = authenticate(users, request.headers.authorization);
      const profile = readProfile(rawBody(request));
      if (profile.owner !== login && !isSuperAdministrator(user)) {
        throw badRequest("The owner is not the user who registers the application");
      }
      const known = state.oauthClients.find((client) => client.clientName === profile.clientName);
      if (known && known.owner !== profile.owner) {
        throw forbidden("Access is forbidden to the application");
      }
      answer(200, view(known ?? register(profile)));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      answer(error.status, error.body);
    }
  };

  function register({ clientName, owner, callbackUrl, grantTypes }: Profile): OAuthClient {
    const client: OAuthClient = {
      clientId: newId().replaceAll("-", ""),
      clientSecret: newId().replaceAll("-", ""),
      clientName,
      owner,
      callbackUrl,
      grantTypes: callbackUrl
        ? grantTypes
        : grantTypes.filter((grant) => grant !== "authorization_code" && grant !== "implicit"),
    };
    state.oauthClients.push(client);
    changed();
    return client;
  }
}

interface Profile {
  clientName: string;
  owner: string;
  callbackUrl: string | null;
  grantTypes: string[];
}

function authenticate(users: UserStore, header: string | undefined): LoggedIn {
  const credentials = readBasicCredentials(header);
  const loggedIn = credentials && users.authenticate(credentials.username, credentials.password);
  if (!loggedIn) throw unauthenticated();
  return loggedIn;
}

function readProfile(body: Buffer): Profile {
  let profile: unknown;
  try {
    profile = JSON.parse(body.toString("utf8"));
  } catch {
    throw badRequest("Malformed request body.");
  }
  const text = (name: string): string | null => {
    const value: unknown = profile instanceof Object ? Reflect.get(profile, name) : undefined;
    return typeof value === "string" && value !== "" ? value : null;
  };
  const clientName = text("clientName");
  const owner = text("owner");
  if (clientName === null || owner === null) {
    throw badRequest("The name and the owner of the application are required");
  }
  return {
    clientName,
    owner,
    callbackUrl: text("callbackUrl"),
    grantTypes: (text("grantType") ?? "").split(/[\s,]+/).filter((grant) => grant !== ""),
  };
}

/** Registers for others, too. */
function isSuperAdministrator({ tenant, roles }: User): boolean {
  return tenant === superTenant && roles.includes("admin");
}

function view(client: OAuthClient) {
  const grantTypes = client.grantTypes.join(" ");
  return {
    clientId: client.clientId,
    clientName: client.clientName,
    callBackURL: client.callbackUrl,
    clientSecret: client.clientSecret,
    isSaasApplication: true,
    appOwner: client.owner,
    jsonString: JSON.stringify({ grant_types: grantTypes, redirect_uris: client.callbackUrl }),
    jsonAppAttribute: "{}",
    tokenType: null,
  };
}
