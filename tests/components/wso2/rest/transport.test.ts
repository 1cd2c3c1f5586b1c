import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { Wso2Error } from "../../../../components/wso2/rest/errors";
import { Transport, type Wso2Request } from "../../../../components/wso2/rest/transport";
import { startPlainServer } from "../../../support/plainServer";

/** Answers of several senders, and whose errors they are. */
const answers: [title: string, status: number, body: unknown, "refused" | "notWso2"][] = [
  ["a REST API", 404, { code: 404, message: "Not Found", description: "no such" }, "refused"],
  ["an OAuth endpoint", 400, { error: "invalid_grant", error_description: "no such" }, "refused"],
  ["WSO2's gateway", 404, { code: "404", message: "Not Found", description: "no" }, "notWso2"],
  ["somebody with a number alone", 404, { code: 404, message: "Not Found" }, "notWso2"],
  ["somebody with a description alone", 404, { description: "no such" }, "notWso2"],
  ["somebody with another object", 404, {}, "notWso2"],
  ["somebody with a text", 404, "code, description", "notWso2"],
  ["somebody with nothing", 404, null, "notWso2"],
  ["somebody with no body", 404, undefined, "notWso2"],
  ["somebody with what only seems to be a success", 200, { login: "page" }, "notWso2"],
];

describe("a request to WSO2", () => {
  let server: Awaited<ReturnType<typeof startPlainServer>>;
  let status: number;
  let answer: unknown;
  let received: { contentType: string | undefined; body: string }[];

  before(async () => {
    server = await startPlainServer((request, response) => {
      void textOf(request).then((body) => {
        received.push({ contentType: request.headers["content-type"], body });
        response.statusCode = status;
        response.end(answer === undefined ? "" : JSON.stringify(answer));
      });
    });
  });

  after(() => {
    server.close();
  });

  beforeEach(() => {
    [status, answer, received] = [200, { id: "1" }, []];
  });

  const send = (request: Partial<Wso2Request> = {}) => {
    const login = { kind: "basic", username: "admin", password: "admin" } as const;
    const transport = new Transport({ url: server.url.replace(/\/$/, ""), login });
    return transport.send({ method: "POST", path: "/x", authorization: "Basic x", ...request });
  };

  it("carries an object as JSON, with every key", async () => {
    const body = JSON.parse('{"name":"a","prototype":1,"__proto__":2}') as object;
    await send({ body });
    assert.deepEqual(received, [
      { contentType: "application/json", body: '{"name":"a","prototype":1,"__proto__":2}' },
    ]);
  });

  it("carries the parameters of a login as a form", async () => {
    await send({ body: new URLSearchParams({ scope: "a b" }) });
    const [{ contentType, body } = assert.fail()] = received;
    assert.match(contentType ?? "", /^application\/x-www-form-urlencoded/);
    assert.equal(body, "scope=a+b");
  });

  it("carries the fields of a form as its parts", async () => {
    const form = new FormData();
    form.append("url", "https://acme.eu.auth0.com/");
    await send({ body: form });
    const [{ contentType, body } = assert.fail()] = received;
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(contentType ?? "")?.[1];
    assert.ok(boundary !== undefined && body.startsWith(`--${boundary}`), contentType);
    assert.match(body, /name="url"\r\n\r\nhttps:\/\/acme\.eu\.auth0\.com\/\r\n/);
  });

  it("names no type of what it does not have", async () => {
    await send({ method: "GET" });
    assert.deepEqual(received, [{ contentType: undefined, body: "" }]);
  });

  it("has an answer without a body where WSO2 gives none", async () => {
    answer = undefined;
    assert.equal(await send(), undefined);
  });

  for (const [title, number, body, kind] of answers) {
    it(`is ${kind === "refused" ? kind : "no request to WSO2"} where ${title} answers ${number}`, async () => {
      [status, answer] = [number, body];
      const isExpected = (json: unknown) => json !== undefined && !("login" in (json as object));
      await assert.rejects(send({ isExpected }), (error) => {
        assert.ok(error instanceof Wso2Error, String(error));
        assert.deepEqual([error.kind, error.status], [kind, number]);
        return true;
      });
    });
  }
});

async function textOf(request: IncomingMessage): Promise<string> {
  return Buffer.concat(await request.toArray()).toString();
}
