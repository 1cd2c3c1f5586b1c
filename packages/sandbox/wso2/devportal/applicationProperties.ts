import type { ConnectorProperty } from "../keyManagers/connectors";

const auth0: readonly ConnectorProperty[] = [
  {
    name: "app_type",
    label: "Application Type",
    type: "select",
    required: false,
    mask: false,
    multiple: false,
    tooltip: "Type of the application to create",
    default: "regular_web",
    values: ["regular_web", "native", "spa", "non_interactive"],
  },
  {
    name: "token_endpoint_auth_method",
    label: "Token Endpoint Authentication Method",
    type: "select",
    required: true,
    mask: true,
    multiple: false,
    tooltip: "How to Authenticate Token Endpoint",
    default: "client_secret_basic",
    values: ["client_secret_basic", "client_secret_post"],
  },
  {
    name: "audience_of_api",
    label: "Audience of the API",
    type: "text",
    required: true,
    mask: false,
    multiple: false,
    tooltip: "The audience of the API which intended to use this application",
    default: "",
    values: [],
  },
];

/** What a connector asks for when an application gets keys. */
export function applicationPropertiesOf(type: string | null): readonly ConnectorProperty[] {
  return type === "Auth0" ? auth0 : [];
}
