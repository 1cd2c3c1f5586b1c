import type { NewUser } from "auth0-wso2-sandbox/wso2/login/users";

/** The usual login at WSO2. Everybody there has the same password. */
export const login = { username: "admin", password: "Pa55word-of-the-administrator" };

/** Who works at each WSO2 beside those that a new server has. */
export const colleagues: readonly Pick<NewUser, "login" | "roles" | "groups">[] = [
  { login: "deputy", roles: ["admin"], groups: ["team"] },
  ...["kim", "lee", "sam"].map((name) => ({ login: name, roles: ["Internal/subscriber"] })),
];

/** Where a run comes from: who it logs in as, at which tenant, and what that login lacks. */
export interface Place {
  username: string;
  tenant: "auth0" | "otherTenant";
  lost: readonly string[];
}

const portal = ["apim:subscribe", "apim:app_manage", "apim:sub_manage"];
const admin = ["apim:admin", "apim:admin_operations", "apim:keymanagers_manage"];

/** Places where a stack does not belong, as somebody comes to them by mistake. */
export const elsewhere = {
  "as another administrator": { username: "deputy" },
  "as a subscriber": { username: "kim" },
  "in another organization": { username: "admin@tenant1.com" },
  "at another tenant": { tenant: "otherTenant" },
  "without the Admin Portal": { lost: admin },
  "without the Developer Portal": { lost: portal },
  "without subscriptions": { lost: ["apim:sub_manage"] },
  "without Auth0's clients": { lost: ["read:clients"] },
  "without Auth0's grants": { lost: ["read:client_grants"] },
} as const satisfies Readonly<Record<string, Partial<Place>>>;

export type Elsewhere = keyof typeof elsewhere;
