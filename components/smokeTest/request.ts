import type { ClientCredentials } from "../auth0/rest/clientCredentials";
import type { Wso2ConnectionConfig } from "../wso2/rest/connection";

/** Everything that a run of the smoke test needs to know. It holds secrets. */
export interface SmokeTestRequest {
  issuer: string;
  tokenEndpoint: string;
  jwksUri: string;
  audience: string;
  /** The login of the application with which WSO2 calls the Management API, where the stack has it. */
  management?: ClientCredentials;
  consumerKey: string;
  consumerSecret: string;
  /** Claims by which WSO2 reads tokens. */
  consumerKeyClaim: string;
  scopesClaim: string;
  /** Name of the Key Manager. */
  keyManager: string;
  applicationId: string;
  /** Id of the application's keys in WSO2. */
  keyMappingId: string;
  /** How to reach WSO2, as far as the environment does not say. */
  wso2: Wso2ConnectionConfig;
  /** Whether the program names the server itself, which wins over the environment then. */
  isServerNamed: boolean;
  /** Resource of an API on the gateway. */
  gatewayUrl?: string;
  /** PEM file of the authority that signed the gateway's certificate. */
  gatewayCaFile?: string;
  /** Seconds until the gateway must know application and subscription. */
  gatewayPatience?: number;
}
