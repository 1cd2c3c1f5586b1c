import type { Request } from "express";
import { internalServerError } from "../errors";
import { newKeyManager, withFieldsOf, type KeyManager } from "./keyManagerModel";
import { readMultipartForm } from "./multipartForm";
import { rawBody, UnsupportedMediaType } from "../restOperation";
import type { Wso2Server } from "../server";

/** What is asked for: the whole URL of an OpenID configuration, and a type that is only echoed. */
export interface DiscoveryForm {
  url: string | null;
  type: string | null;
}

export function readDiscoveryForm(request: Request): DiscoveryForm {
  const form = readMultipartForm(request.get("content-type"), rawBody(request));
  if (!form) throw new UnsupportedMediaType();
  return { url: form.get("url") ?? null, type: form.get("type") ?? null };
}

/** Reads the OpenID configuration; whatever goes wrong is an exception that nothing foresees. */
export async function discoverKeyManager(server: Wso2Server, { url, type }: DiscoveryForm) {
  if (!url) return { valid: false, value: null };
  const document = await fetchDocument(server, url);
  const keyManager: KeyManager = {
    ...newKeyManager(),
    type,
    wellKnownEndpoint: url,
    issuer: textOf(document, "issuer"),
    introspectionEndpoint: textOf(document, "introspection_endpoint"),
    clientRegistrationEndpoint: textOf(document, "registration_endpoint"),
    authorizeEndpoint: textOf(document, "authorization_endpoint"),
    tokenEndpoint: textOf(document, "token_endpoint"),
    revokeEndpoint: textOf(document, "revocation_endpoint"),
    userInfoEndpoint: textOf(document, "userinfo_endpoint"),
    availableGrantTypes: grantTypesOf(document),
    certificates: certificatesOf(document),
    enabled: true,
    enableTokenGeneration: true,
    enableMapOAuthConsumerApps: true,
    enableOAuthAppCreation: true,
    enableSelfValidationJWT: true,
  };
  return { valid: true, value: withFieldsOf(server.traits, keyManager) };
}

async function fetchDocument({ http }: Wso2Server, url: string): Promise<object> {
  let document: unknown;
  try {
    const { status, body } = await http.send(url, { method: "GET" });
    document = status >= 200 && status <= 299 ? JSON.parse(body) : undefined;
  } catch {
    throw internalServerError();
  }
  if (typeof document !== "object" || document === null) throw internalServerError();
  return document;
}

function textOf(document: object, name: string): string | null {
  const value: unknown = Reflect.get(document, name);
  return typeof value === "string" ? value : null;
}

function grantTypesOf(document: object): string[] {
  const value: unknown = Reflect.get(document, "grant_types_supported");
  return Array.isArray(value) ? value.map(String) : [];
}

function certificatesOf(document: object): KeyManager["certificates"] {
  const value = textOf(document, "jwks_uri");
  return value ? { type: "JWKS", value } : null;
}
