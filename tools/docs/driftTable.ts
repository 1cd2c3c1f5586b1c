import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prettier from "prettier";
import { clientCredentialsFields } from "../../components/auth0/fields/clientCredentialsFields";
import { clientFields } from "../../components/auth0/fields/clientFields";
import {
  clientGrantFields,
  managementGrantFields,
} from "../../components/auth0/fields/clientGrantFields";
import { usualValue, type Auth0Field } from "../../components/auth0/fields/field";
import { resourceServerFields } from "../../components/auth0/fields/resourceServerFields";
import { resourceServerScopesFields } from "../../components/auth0/fields/resourceServerScopesFields";
import type { Field } from "../../components/wso2/provider/fieldTable";
import { releases } from "../../components/wso2/rest/releases";
import { fieldsOf, kinds, type Exception } from "./wso2Fields";

/** Where the page is. */
export const driftPageFile = join(__dirname, "../../docs/drift.md");

const introduction = `# Changes by hand

What comes of it when somebody changes something by hand: [in Auth0](#in-auth0), and [in WSO2](#in-wso2).

# In Auth0

Every input that the Auth0 provider has for the resources of this project. \`npm run docs\` makes this page from \`components/auth0/fields/\`, the
tables with which the resources are declared; a test changes every field by hand, on the real engine,
and holds the outcome against them.

- **shown**: \`pulumi preview\` says what was found and what is declared.
- **undone**: \`pulumi up\` brings the declared value back, and the next preview is clean.
- **untested**: the Auth0 plugin that this project builds is too old for the field. What is said of it
  is read from the source of the official plugin.

Nearly all that decides whether tokens work is declared. For the rest there is the smoke test, where the
stack has one: it takes a token of an application and one of the management application at the end of
every \`up\`.`;

const wso2Introduction = `# In WSO2

Every field of the resources in WSO2 API Manager, on every release that has it. \`npm run docs\` makes
this part from the tables of \`components/wso2/\`; a test changes every field by hand on each of the
releases ${releases[0]} to ${releases.at(-1)}, and demands that the next run shows it, that an update undoes it, and
that nothing is left to do then. What is not declared has the default.`;

const sections: Readonly<Record<string, Readonly<Record<string, Auth0Field>>>> = {
  "Applications (`auth0.Client`)": clientFields,
  "Their credentials (`auth0.ClientCredentials`)": clientCredentialsFields,
  "Grants for the API (`auth0.ClientGrant`)": clientGrantFields,
  "The grant for the Management API (`auth0.ClientGrant`)": managementGrantFields,
  "The API (`auth0.ResourceServer`)": resourceServerFields,
  "Its scopes (`auth0.ResourceServerScopes`)": resourceServerScopesFields,
};

/** The page as the tables yield it. */
export async function driftPage(): Promise<string> {
  const parts = Object.entries(sections).map(([heading, fields]) => {
    const rows = Object.entries(fields).map(([name, field]) => rowOf(name, field));
    const header = ["field", "declared", "shown", "undone", "note"];
    return `## ${heading}\n\n${[header, header.map(() => "---"), ...rows].map(line).join("\n")}`;
  });
  const wso2Parts = Object.entries(kinds).map(([kind, { exceptions, ...rest }]) => {
    const rows = fieldsOf({ exceptions, ...rest }).map(([name, field]) =>
      wso2RowOf(name, field, exceptions[name]),
    );
    const header = ["field", "since", "default", "shown", "undone", "note"];
    return `## \`${kind}\`\n\n${[header, header.map(() => "---"), ...rows].map(line).join("\n")}`;
  });
  const page = [introduction, ...parts, wso2Introduction, ...wso2Parts];
  return prettier.format(page.join("\n\n"), {
    parser: "markdown",
    printWidth: 100,
  });
}

function rowOf(name: string, field: Auth0Field): string[] {
  const notes = [noteOn(name, field), field.isNewer === true ? "untested" : ""].filter(Boolean);
  return [`\`${name}\``, declarationOf(field), ...outcomeOf(field), notes.join("; ")];
}

function wso2RowOf(name: string, field: Field, exception?: Exception): string[] {
  const { since = "4.0", default: byDefault } = field;
  const outcome = { fixed: ["cannot change", ""], unseen: ["no", "no"] };
  const { drift, note = "", releases: affected } = exception ?? {};
  const [shown = "", undone = ""] =
    drift === undefined || affected ? ["yes", "yes"] : outcome[drift];
  const value =
    byDefault === undefined ? "" : byDefault === null ? "none" : JSON.stringify(byDefault);
  const isLeft =
    "clientProperty" in field ? "looked at where it is declared; else left as it is" : note;
  const remark = affected ? `not on ${affected.join(", ")}: ${note}` : isLeft;
  return [`\`${name}\``, since, value && `\`${value}\``, shown, undone, remark];
}

function declarationOf(field: Auth0Field): string {
  if ("given" in field) return field.given;
  if ("left" in field) return "not";
  const usual = usualValue(field);
  return usual === undefined ? "none" : `\`${JSON.stringify(usual)}\``;
}

function outcomeOf(field: Auth0Field): [shown: string, undone: string] {
  if (field.isFixed === true) return ["cannot change", ""];
  if (!("left" in field)) return ["yes", "yes"];
  switch (field.drift) {
    case "shown":
      return ["yes", "no"];
    case "replaced":
      return ["yes", "yes"];
    case "unseen":
      return ["no", "no"];
  }
}

function noteOn(name: string, field: Auth0Field): string {
  if ("left" in field) return field.left;
  return "schema" in field && !("given" in field) ? `set by \`${name}\`` : "";
}

const line = (cells: string[]) =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

if (require.main === module) {
  void driftPage().then((text) => {
    writeFileSync(driftPageFile, text);
  });
}
