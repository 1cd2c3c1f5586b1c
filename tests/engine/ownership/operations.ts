import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { AdminPortal, Auth0Dashboard, DeveloperPortal } from "auth0-wso2-sandbox/consoles";
import { Publisher } from "auth0-wso2-sandbox/publisher";
import {
  kinds,
  wholeDeclaration,
  withPart,
  type Declaration,
  type Kind,
  type PartName,
} from "./declaration";
import type { Life } from "./life";
import { audienceOfOthers, otherAdministrator, subscriber } from "./otherPeople";

/** What is done to a stack that has everything: a row of the matrix. */
export interface Operation {
  title: string;
  /** On one resource, which is a life for each kind; or on the stack, which is one for all. */
  on: "resource" | "stack";
  perform: (life: Life, kind: Kind) => Promise<unknown>;
}

/** What tells another of the same kind. */
const otherNames: Record<Kind, string> = {
  keyManager: "auth0-renamed",
  idleKeyManager: "auth0-idle-renamed",
  ownApplication: "own-renamed",
  adoptedApplication: "adopted-renamed",
  generatedKeys: "SANDBOX",
  mappedKeys: "SANDBOX",
  subscription: "2.0.0",
  auth0Client: "Consumer, renamed",
};

/** Kinds that have a description. */
const described = [
  "keyManager",
  "idleKeyManager",
  "ownApplication",
  "adoptedApplication",
] as const satisfies Kind[];

const logicalNameOf = (kind: Kind) => wholeDeclaration.parts[kind]?.logicalName ?? "";

/** A row that consists of one changed part and an `up`. */
function changed(title: string, changeOf: (kind: Kind) => Partial<Declaration["parts"][Kind]>) {
  return {
    title,
    on: "resource",
    perform: async (life, kind) => {
      await life.declare(withPart(wholeDeclaration, kind, changeOf(kind) ?? {}));
      await life.up();
    },
  } satisfies Operation;
}

/** Runs the stack from where it must not work, and then again at home, where nothing has changed. */
function away(title: string, environmentOf: (life: Life) => Record<string, string>): Operation {
  return {
    title,
    on: "stack",
    perform: async (life) => {
      const { environment } = life.stack;
      const home = { ...environment };
      Object.assign(environment, environmentOf(life));
      try {
        await life.refused("up");
        await life.refused("destroy");
      } finally {
        Object.assign(environment, home);
      }
      await life.up("--expect-no-changes");
    },
  };
}

/** The login of a user of WSO2 whose password is the name alone. */
function loginOf(user: string): Record<string, string> {
  return { WSO2_USERNAME: user, WSO2_PASSWORD: user.replace(/@.*/, "") };
}

/**
 * Destroys a stack of which others use an object, which has to stay and to be named with what they have; then they
 * leave, and the stack is brought up again.
 *
 * @param hang makes what others have; how it is named
 */
function used(title: string, hang: (life: Life) => Promise<Use>): Operation {
  return {
    title,
    on: "stack",
    perform: async (life) => {
      const { names, leave } = await hang(life);
      await life.stopped("destroy", names);
      await leave();
      await life.up();
    },
  };
}

interface Use {
  names: string[];
  leave: () => Promise<void>;
}

/** Keys of an application that somebody has generated, with their client. */
async function generatedByOthers(
  { places: { home } }: Life,
  [application, keyManager, audience]: readonly [string, string, string],
): Promise<{ consumerKey: string; leave: () => Promise<void> }> {
  const portal = new DeveloperPortal(home);
  await portal.generateKeys(application, keyManager, audience, "SANDBOX");
  const keys = await portal.keys(application);
  const made = keys.find(({ keyType }) => keyType === "SANDBOX");
  const consumerKey = String(made?.["consumerKey"]);
  return { consumerKey, leave: () => portal.deleteKeys(application, "SANDBOX") };
}

/** The declaration that takes the applications from whoever has them. */
const takenOver = (["ownApplication", "adoptedApplication"] as const).reduce(
  (declaration, kind) => withPart(declaration, kind, { changeOwner: true }),
  wholeDeclaration,
);

/** Moves parts to a stack of their own and brings both up to date. */
async function move(life: Life, moved: readonly PartName[]): Promise<void> {
  const given = await life.values();
  const { parts } = life.declaration;
  const all = Object.entries(parts);
  const isMoved = ([name]: [string, unknown]) => moved.includes(name as PartName);
  const rest = Object.fromEntries(all.filter((entry) => !isMoved(entry)));
  const taken = Object.fromEntries(all.filter(isMoved));
  const source = life.stack.name;
  await life.select("destination");
  await life.select(source);
  await life.move(moved, "destination", all.every(isMoved));
  await life.declare({ parts: rest, given });
  await life.up();
  await life.select("destination");
  await life.declare({ parts: taken, given });
  await life.up();
}

export const operations: readonly Operation[] = [
  {
    title: "`up --replace`",
    on: "resource",
    perform: (life, kind) => life.up("--replace", life.urnOf(kind)),
  },
  {
    title: "`up --target-replace`",
    on: "resource",
    perform: (life, kind) => life.up("--target-replace", life.urnOf(kind), "--target-dependents"),
  },
  {
    title: "`state taint`",
    on: "resource",
    perform: async (life, kind) => {
      await life.taint(kind);
      await life.up();
    },
  },
  {
    title: "blocked by a publisher, replaced by force all the same",
    on: "stack",
    perform: async (life) => {
      const { home } = life.places;
      const { subscription: id = "" } = life.identities();
      new Publisher(home).block(id);
      await life.up("--expect-no-changes");
      await life.up("--replace", life.urnOf("subscription"));
      const left = home.wso2.state.subscriptions.find(({ uuid }) => uuid === id);
      if (left?.status !== "BLOCKED") throw new Error(`It is ${left?.status ?? "gone"} now.`);
      new Publisher(home).unblock(id);
    },
  },
  used(
    "others have keys and a subscription of the application: `destroy`, then `up`",
    async (life) => {
      const portal = new DeveloperPortal(life.places.home);
      const invoices = life.places.home.wso2.state.apis.find(({ name }) => name === "Invoices");
      await portal.subscribe("own", { id: invoices?.id ?? "" });
      const keys = await generatedByOthers(life, ["own", "others", audienceOfOthers]);
      return {
        names: [keys.consumerKey, 'the subscription to API "Invoices" 1.0.0', "destroyOthers"],
        leave: async () => {
          await keys.leave();
          await portal.unsubscribe("own");
        },
      };
    },
  ),
  used("others have keys of the Key Manager: `destroy`, then `up`", async (life) => {
    const { parts } = wholeDeclaration;
    const names = [parts.keyManager?.name ?? "", parts.api?.name ?? ""] as const;
    const { leave } = await generatedByOthers(life, ["others", ...names]);
    return { names: ["it is in use and was not deleted", "application others of admin"], leave };
  }),
  used("others have a grant for the API: `destroy`, then `up`", async (life) => {
    const dashboard = new Auth0Dashboard(life.places.home);
    const { client_id } = await dashboard.create("/clients", { name: "Another team's" });
    const audience = wholeDeclaration.parts.api?.name;
    const grant = { client_id, audience, scope: ["default"] };
    const id = String((await dashboard.create("/client-grants", grant))["id"]);
    return {
      names: [
        "it was not deleted",
        `${id} of the application ${String(client_id)}`,
        "destroyOthers",
      ],
      leave: () => dashboard.remove(`/clients/${String(client_id)}`),
    };
  }),
  {
    title: "`up` of a saved plan: everything is renamed",
    on: "stack",
    perform: async (life) => {
      let declaration = wholeDeclaration;
      for (const kind of kinds) {
        declaration = withPart(declaration, kind, { name: otherNames[kind] });
      }
      await life.declare(declaration);
      await life.planned();
    },
  },
  changed("logical name changed, with alias", (kind) => ({
    logicalName: `${logicalNameOf(kind)}-renamed`,
    alias: { name: logicalNameOf(kind) },
  })),
  changed("logical name changed, without alias", (kind) => ({
    logicalName: `${logicalNameOf(kind)}-renamed`,
  })),
  changed("moved under a component, with alias", () => ({ component: "group", alias: "root" })),
  changed("moved under a component, without alias", () => ({ component: "group" })),
  changed("removed and added again, otherwise declared", (kind) => ({
    logicalName: `${logicalNameOf(kind)}-again`,
    component: "group",
    description: "Declared again",
  })),
  changed("name changed", (kind) => ({ name: otherNames[kind] })),
  {
    title: "names of Key Managers and management application changed",
    on: "stack",
    perform: async (life) => {
      let declaration = withPart(wholeDeclaration, "management", {
        logicalName: "management-2",
        name: "Second management of the matrix",
      });
      for (const kind of ["keyManager", "idleKeyManager"] as const) {
        declaration = withPart(declaration, kind, { name: otherNames[kind] });
      }
      await life.declare(declaration);
      await life.up();
    },
  },
  {
    title: "`stack rename`",
    on: "stack",
    perform: async (life) => {
      await life.rename("renamed");
      await life.up();
    },
  },
  {
    title: "project renamed",
    on: "stack",
    perform: async (life) => {
      await life.renameProject("renamed-project");
      await life.up();
    },
  },
  {
    title: "`state move` of everything",
    on: "stack",
    perform: (life) => move(life, Object.keys(wholeDeclaration.parts) as PartName[]),
  },
  {
    title: "`state move` of it alone",
    on: "resource",
    perform: (life, kind) => move(life, [kind]),
  },
  {
    title: "exported, imported into another backend",
    on: "stack",
    perform: async (life) => {
      const state = await life.exported();
      await life.useBackend(await mkdtemp(join(life.stack.directory, "backend-")));
      await life.imported(state);
      await life.up();
    },
  },
  {
    title: "yesterday's state restored",
    on: "stack",
    perform: async (life) => {
      const yesterday = await life.exported();
      let declaration = wholeDeclaration;
      for (const kind of described) {
        declaration = withPart(declaration, kind, { description: "Changed since" });
      }
      await life.declare(withPart(declaration, "auth0Client", { name: otherNames.auth0Client }));
      const made = (["generatedKeys", "mappedKeys", "subscription"] as const).flatMap((kind) => [
        "--replace",
        life.urnOf(kind),
      ]);
      await life.up(...made);
      await life.imported(yesterday);
      await life.up();
    },
  },
  away("another WSO2 user: `up` and `destroy`, then `up` at home", () => loginOf(subscriber)),
  away("another administrator: `up` and `destroy`, then `up` at home", () =>
    loginOf(otherAdministrator),
  ),
  away("another organization: `up` and `destroy`, then `up` at home", () =>
    loginOf("admin@tenant1.com"),
  ),
  away("another Auth0 tenant: `up` and `destroy`, then `up` at home", ({ places }) => {
    const { domain, deployer } = places.elsewhere.auth0;
    return {
      AUTH0_DOMAIN: domain,
      AUTH0_CLIENT_ID: deployer.clientId,
      AUTH0_CLIENT_SECRET: deployer.clientSecret,
    };
  }),
  {
    title: "owner changed in the Admin Portal, then `changeOwner: true`",
    on: "stack",
    perform: async (life) => {
      const portal = new AdminPortal(life.places.home);
      for (const name of ["own", "adopted"]) await portal.changeOwner(name, otherAdministrator);
      await life.refused("up");
      await life.declare(takenOver);
      await life.up();
    },
  },
  {
    title: "another user of the pipeline, then `changeOwner: true`",
    on: "stack",
    perform: async (life) => {
      Object.assign(life.stack.environment, loginOf(otherAdministrator));
      await life.refused("up");
      await life.declare(takenOver);
      await life.up();
    },
  },
];
