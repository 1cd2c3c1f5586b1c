import assert from "node:assert/strict";
import { PortalUnderTest } from "./devportal/portalUnderTest";
import { fill } from "./fill";

/** Names under which the servers store what nobody else may know. */
const secretNames = /secret|privatekey|access_?token|refresh_?token|pkcs7/i;

describe("the pages in place of the portals", () => {
  let portal: PortalUnderTest;

  before(async () => {
    portal = await PortalUnderTest.start();
  });
  after(() => portal.sandbox.close());

  async function page(url: string): Promise<string> {
    const headers = { Accept: "text/html,*/*" };
    const answer = await portal.request<string>("GET", url, { headers });
    assert.equal(answer.status, 200, url);
    assert.match(String(answer.headers["content-type"]), /^text\/html/);
    return answer.data;
  }

  const urls = () => ({
    auth0: `https://${portal.auth0.domain}/`,
    wso2: `${portal.wso2.url}/`,
    admin: `${portal.wso2.url}/admin/`,
    developer: `${portal.wso2.url}/devportal/`,
    publisher: `${portal.wso2.url}/publisher/`,
  });

  it("show what the servers hold, and none of their secrets", async () => {
    const { consumerKey } = await fill(portal);

    const { auth0, admin, developer, publisher } = urls();
    shows(await page(auth0), "https://orders.example.com/", consumerKey, "/oauth/token");
    shows(await page(admin), "auth0", `https://${portal.auth0.domain}/`);
    shows(await page(developer), "caller", "Orders", consumerKey, "/orders/1.0.0/anything");
    shows(await page(publisher), "Orders", `${portal.wso2.gatewayUrl}/orders/1.0.0`);

    const secrets = secretsIn([portal.auth0.state, portal.wso2.state]);
    assert.ok(secrets.length > 5, "there are secrets to look for");
    for (const url of Object.values(urls())) {
      const html = await page(url);
      for (const secret of secrets) assert.ok(!html.includes(secret), `${url} shows ${secret}`);
    }
  });

  it("tell a Key Manager that is stored from one that is loaded", async () => {
    const broken = portal.keyManager("broken", {}, { client_secret: "wrong" });
    assert.equal((await portal.admin("POST", "/key-managers", broken)).status, 201);
    const html = await page(urls().admin);
    assert.match(html, /<td>broken<\/td><td>Auth0<\/td><td>yes<\/td><td>no<\/td>/);
  });

  it("show names as text, whatever is in them", async () => {
    await portal.dashboard.create("/clients", { name: '"&quot; & co' });
    shows(await page(urls().auth0), "&quot;&amp;quot; &amp; co");
  });

  it("are no requests to the servers, and the servers' roots are only there for browsers", async () => {
    const requests = [portal.auth0.requests, portal.wso2.requests];
    const before = requests.map(({ all }) => all.length);
    for (const url of Object.values(urls())) await page(url);
    assert.deepEqual(
      requests.map(({ all }) => all.length),
      before,
    );
    for (const root of [urls().auth0, urls().wso2])
      assert.equal((await portal.request("GET", root)).status, 404);
  });

  it("publish an API for who may, under a name and a path that can be", async () => {
    const publish = (body: object, username = "admin") =>
      portal.request<string>("POST", `${urls().publisher}apis`, {
        data: body,
        auth: { username, password: username },
      });
    const api = { name: "Stock", version: "1.0.0", context: "/shop/stock" };
    assert.equal((await publish(api, "subscriber")).status, 401);
    assert.equal((await publish(api, "publisher")).status, 201);
    assert.equal((await portal.callApi("/shop/stock/1.0.0")).status, 401);
    for (const [mistake, expected] of [
      [api, /^An API with the context \/shop\/stock\/1\.0\.0 exists already/],
      [{ ...api, name: "My Stock" }, /^"My Stock" cannot be the name/],
      [{ ...api, context: "stock" }, /^"stock" cannot be the context/],
      [{ ...api, version: "" }, /^"" cannot be the version/],
    ] as const) {
      const { status, data } = await publish(mistake);
      assert.equal(status, 409);
      assert.match(data, expected);
    }
  });
});

function shows(html: string, ...texts: string[]): void {
  for (const text of texts) assert.ok(html.includes(text), `the page lacks ${text}:\n${html}`);
}

/** Every text below a name that stands for a secret. */
function secretsIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") return secretNames.test(name) && value.length > 8 ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    secretsIn(each, /^\d+$/.test(key) || secretNames.test(name) ? name : key),
  );
}
