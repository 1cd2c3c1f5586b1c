import assert from "node:assert/strict";
import { atTheEngine, type AnyLifeCycle } from "../../components/wso2/provider/engineBoundary";
import { fields } from "../../components/wso2/keyManager/fields";
import { secretTextsIn } from "../../components/wso2/provider/fieldTable";
import { declarationFor, type KeyManagerInputs } from "../support/declaration";
import { trust } from "../support/trust";
import { addDeployer, deployer, hurryAuth0, newRun } from "./impatience";
import { sandboxForTests } from "../support/sandboxForTests";

describe("servers that repeat secrets in their errors", () => {
  const sandbox = sandboxForTests();
  let declaration: KeyManagerInputs;
  let beUsual: () => void;

  before(async () => {
    trust(sandbox);
    addDeployer(sandbox);
    beUsual = hurryAuth0();
    declaration = await declarationFor(sandbox, "secrets");
  });

  after(() => {
    beUsual();
  });

  afterEach(() => {
    sandbox.wso2.faults.clear();
    sandbox.auth0.faults.clear();
  });

  const provider = () =>
    atTheEngine(newRun(sandbox) as unknown as AnyLifeCycle, () => Promise.resolve(), {
      label: "WSO2 Key Manager",
      secretsOf: (bag) => secretTextsIn(fields, bag),
    });
  const basic = (user: string, password: string) =>
    Buffer.from(`${user}:${password}`).toString("base64");
  const assertMasked = (message: string, secrets: string[]) => {
    assert.match(message, /you sent \[secret\]/);
    for (const secret of secrets) assert.ok(!message.includes(secret), message);
  };

  it("does not show them where WSO2 does it", async () => {
    const { username, password } = deployer;
    const apiKey = "k3y-of-the-connector";
    const declared = { ...declaration, additionalProperties: { api_key: apiKey } };
    const secrets = [password, declaration.clientSecret, basic(username, password), apiKey];
    const body = {
      code: 400,
      message: "Bad Request",
      description: `you sent ${secrets.join(" ")}`,
    };
    sandbox.wso2.faults.inject({
      method: "POST",
      effect: { kind: "answer", status: 400, body },
    });
    await assert.rejects(provider().create(declared), ({ message }) => {
      assertMasked(String(message), secrets);
      return true;
    });
  });

  it("does not show them where Auth0 does it", async () => {
    const { clientId, clientSecret } = declaration;
    const secrets = [clientSecret, basic(clientId, clientSecret)];
    const body = {
      error: "access_denied",
      error_description: `you sent ${secrets.join(" ")}`,
    };
    sandbox.auth0.faults.inject({
      method: "POST",
      // A grant may be too new to be known, so it is tried again.
      times: Infinity,
      effect: { kind: "answer", status: 403, body },
    });
    const { failures = [] } = await provider().check({}, declaration);
    assertMasked(failures.map(({ reason }) => reason).join("\n"), secrets);
  });
});
