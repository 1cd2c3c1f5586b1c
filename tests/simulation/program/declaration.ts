import type { KeysDeclaration } from "../../../components";
import type { LeftToAuth0 } from "../../../components/auth0/leftToAuth0";
import type { Hosts } from "../world/world";

/** The keys of an application, as a stack declares them. */
export type DeclaredKeys = Required<Pick<KeysDeclaration, "mode" | "grantTypes">> &
  Pick<KeysDeclaration, "secretVersion">;

/** An application, as a stack declares it. */
export interface DeclaredApplication {
  /** What the names of its resources begin with. */
  resource: string;
  /** What they began with before, where the program says so. */
  formerly?: string;
  /** In a component of its own instead of the usual one. */
  isMoved?: boolean;
  name: string;
  description?: string;
  adopt?: boolean;
  groups?: string[];
  changeOwner?: boolean;
  destroyOthers?: boolean;
  production?: DeclaredKeys;
  sandbox?: DeclaredKeys;
  isSubscribed: boolean;
  /** Throttling policy of the subscription. */
  policy?: string;
}

/** A Key Manager, as a stack declares it. */
export interface DeclaredKeyManager {
  /** Name of its resource. */
  resource: string;
  formerly?: string;
  isMoved?: boolean;
  /** The program says where it was before it was moved. */
  isMoveKnown?: boolean;
  name: string;
  displayName?: string;
  description?: string;
  consumerKeyClaim?: string;
  adopt?: boolean;
  skipPreflight?: "uniqueIssuer"[];
  additionalProperties?: Record<string, string>;
}

/** Whose login WSO2 uses at Auth0: an application of the stack, or one that was given to it. */
export type DeclaredManagement = "own" | { clientId: string; clientSecret: string };

/** Everything that a stack declares. */
export interface Declaration {
  serverUrl: string;
  /** Key of the stack whose Key Manager a team uses, which makes none of its own. */
  platform?: string;
  /** As whom the stack logs in to WSO2, if not as usual. */
  username?: string;
  management: DeclaredManagement;
  /** What the names of the management application's resources begin with. */
  managementResource: string;
  /** The components one by one, as the README shows it, in place of `Auth0KeyManager`. */
  isOneByOne?: boolean;
  scopes: string[];
  /** A grant for an application of other people. */
  grant?: { clientId: string; adopt: boolean };
  /** Whether the API may go with grants of other people. */
  destroyOthers?: boolean;
  /** Fields of Key Managers and keys of which changes are ignored. */
  ignored?: string[];
  leftToAuth0?: LeftToAuth0;
  keyManager?: DeclaredKeyManager;
  applications: DeclaredApplication[];
}

/** The server that a declaration names, by the name that it is known under first. */
export function hostIn({ serverUrl }: Declaration, { wso2, otherNameOfFirst }: Hosts): string {
  const { host } = new URL(serverUrl);
  return host === otherNameOfFirst ? wso2[0] : host;
}
