import { Agent } from "node:https";
import axios from "axios";
import type { Sandbox } from "auth0-wso2-sandbox";
import { wholeDeclaration, type Kind } from "./declaration";

/** Who has been told the keys of an application, and gets tokens with them from Auth0. */
export interface Consumer {
  kind: Extract<Kind, "generatedKeys" | "mappedKeys">;
  consumerKey: string;
  consumerSecret: string;
}

const applications = { generatedKeys: "ownApplication", mappedKeys: "adoptedApplication" } as const;

/** What a consumer misses who gets no token, for the reader of a table. */
export function titleOfToken({ kind }: Consumer): string {
  return `token for the keys of ${wholeDeclaration.parts[applications[kind]]?.name ?? ""}`;
}

/** Whether Auth0 gives a token, by the grant `client_credentials`, for the API of the stack. */
export async function isServed(
  { auth0, certificateAuthority }: Sandbox,
  { consumerKey, consumerSecret }: Consumer,
): Promise<boolean> {
  const { status, data } = await axios.post<{ access_token?: string }>(
    `https://${auth0.domain}/oauth/token`,
    { grant_type: "client_credentials", audience: wholeDeclaration.parts.api?.name },
    {
      auth: { username: consumerKey, password: consumerSecret },
      httpsAgent: new Agent({ ca: certificateAuthority.certificate }),
      validateStatus: () => true,
    },
  );
  return status === 200 && data.access_token !== undefined;
}
