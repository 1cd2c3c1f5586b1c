import { readFileSync } from "node:fs";
import { join } from "node:path";
import { asTold, pasted, refused, Setup, type Line, type Pasted } from "./wayBack/wayBack";

/** What a user types, from the loss on. */
interface Way {
  typed: (setup: Setup) => readonly Line[];
  /** Mapped keys are entered anew, with the same consumer keys. */
  idsOfKeys?: "new";
}

const list = "npm run -s import-list";
const forget = (setup: Setup, name: string) =>
  `pulumi state delete --target-dependents '${setup.urnOf(name)}'`;
const refusedForget = (setup: Setup, name: string) =>
  `! pulumi state delete '${setup.urnOf(name)}'`;
const lose: readonly Line[] = ["pulumi stack rm --force", "pulumi stack init way"];
const asOwner = pasted(/--owner \w+/);
const listAsOwner: Pasted = (said) => `${list} -- ${asOwner(said)}`;
const refusedAsOwner = refused(listAsOwner);
const forgetNewOwner = pasted(/pulumi state delete --target-dependents '\S+::owner'/);

const removeUnused = pasted(/pulumi import auth0:index\/client:Client [-\w' =]+?--yes/);

const page = readFileSync(join(__dirname, "../../docs/ci.md"), "utf8");
const fromPage = (command: RegExp) => pasted(command)([page]);

/** Each loss, and the way back that the page or the messages tell. */
const ways: Record<string, Way> = {
  "the whole state": { typed: () => [...lose, `! ${list}`, listAsOwner, ...asTold] },
  "the folder of a file:// backend of which there is a copy": {
    typed: () => [
      ...[fromPage(/^tar -czf.*?(?= +# )/m), 'rm -r "${PULUMI_BACKEND_URL#file://}/.pulumi"'],
      ...[fromPage(/^tar -xzf.*?(?= +# )/m), "pulumi up --expect-no-changes"],
    ],
  },
  "the whole state, after an up": {
    typed: () => [...lose, "! pulumi up", `! ${list}`, listAsOwner, ...asTold],
  },
  "the Key Manager, without what depends on it": {
    typed: (setup) => [refusedForget(setup, "auth0-key-manager"), "pulumi up"],
  },
  "the Key Manager": {
    typed: (setup) => [forget(setup, "auth0-key-manager"), list, ...asTold],
  },
  "the Key Manager, by an up": {
    typed: (setup) => [forget(setup, "auth0-key-manager"), "pulumi up"],
    idsOfKeys: "new",
  },
  "the owner, without what depends on it": {
    typed: (setup) => [refusedForget(setup, "owner"), "pulumi up"],
  },
  "the owner": {
    typed: (setup) => [forget(setup, "owner"), `! ${list}`, listAsOwner, ...asTold],
  },
  "the owner, after an up": {
    typed: (setup) => [
      ...[
        forget(setup, "owner"),
        "! pulumi up --skip-preview",
        refused(pasted(/npm run -s import-list/)),
      ],
      ...[refusedAsOwner, forgetNewOwner, refusedAsOwner, removeUnused, ...asTold],
    ],
  },
  "the management application": {
    typed: (setup) => [forget(setup, "auth0-management"), list, ...asTold],
  },
  "the management application, by an up": {
    typed: (setup) => [forget(setup, "auth0-management"), "! pulumi up", list, ...asTold],
  },
  "the provider of Auth0": {
    typed: (setup) => [forget(setup, "auth0-tenant"), list, ...asTold],
  },
  "an application with generated keys, by an up": {
    typed: (setup) => [forget(setup, "generated-application"), "pulumi up"],
  },
  "an application with mapped keys": {
    typed: (setup) => [forget(setup, "mapped-application"), list, ...asTold],
  },
  "an application with mapped keys, by an up": {
    typed: (setup) => [forget(setup, "mapped-application"), "pulumi up"],
    idsOfKeys: "new",
  },
  "an adopted application, by an up": {
    typed: (setup) => [forget(setup, "adopted-application"), "pulumi up"],
  },
};

describe("the way back of a stack that has lost, on the real engine,", () => {
  let setup: Setup;

  before(async () => {
    setup = await Setup.open();
  });

  after(() => setup.close());

  beforeEach(() => setup.start());

  for (const [loss, { typed, idsOfKeys }] of Object.entries(ways)) {
    it(`${loss} ends in the same objects and keys, and a destroy leaves nothing`, async () => {
      await setup.type(typed(setup));
      await setup.assertAsBefore(idsOfKeys);
      await setup.assertDestroyed();
    });
  }
});
