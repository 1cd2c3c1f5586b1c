import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { eventsIn } from "../../components/commands/driftReport/engineEvents";
import { htmlReport } from "../../components/commands/driftReport/html";
import { reportOn, type DriftReport } from "../../components/commands/driftReport/report";
import { eventsOf, pieces, reportWith } from "../components/commands/driftReport/reports";
import { usePortal } from "../packages/sandbox/devportal/portalUnderTest";
import { fill } from "../packages/sandbox/fill";
import { browserForTests, describeInBrowser } from "./browser";
import type { View } from "./view";

const recordings = join(__dirname, "../components/commands/driftReport/recordings");
const recorded = (name: string) =>
  reportOn(eventsIn(readFileSync(join(recordings, `${name}-full.jsonl`), "utf8")), "full");

/** Attempts to run something, each of which would leave `ran`. */
const attacks = ["</code><script>ran = 1</script>", '"><img src=x onerror="ran = 1"><p "'];

describeInBrowser("in a browser", () => {
  const { open, save } = browserForTests();

  describe("the drift report", () => {
    const show = async (report: DriftReport, prepare?: (view: View) => Promise<void>) => {
      const view = await open();
      await prepare?.(view);
      await view.page.setOfflineMode(true);
      await view.page.goto(save(htmlReport(report)));
      return view;
    };
    const isRight = async (view: View) => {
      assert.deepEqual(await view.flaws(), []);
      await view.page.evaluate("unfoldAll()");
      assert.deepEqual(await view.flaws(), []);
      assert.deepEqual(view.requests, [view.page.url()]);
      await view.page.close();
    };

    for (const [what, report] of Object.entries({
      "no change": recorded("nothing"),
      "changes of every kind": recorded("mixed"),
      "objects that are missing": recorded("deleted"),
      "a failure": recorded("wrongAuth0"),
      "5 applications": reportOn(eventsOf(5), "full"),
    })) {
      it(`is right for every reader with ${what}, and asks for nothing`, async () => {
        await isRight(await show(report));
      });
    }

    it("is right with 500 applications, and leads to each change", async () => {
      const start = performance.now();
      const view = await show(reportOn(eventsOf(500, 100), "full"));
      console.log(`      500 applications, shown in ${Math.round(performance.now() - start)} ms`);
      const { page } = view;
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      for (let at = 0; at < 100; at++) await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.match(await page.evaluate("target()"), /application "app-499"/);
      assert.deepEqual(await view.flaws(), []);
      await page.close();
    });

    it("is read with the keyboard", async () => {
      const view = await show(recorded("mixed"));
      await view.page.evaluate("unfoldAll()");
      const { reached, controls } = await view.reachedByTab();
      assert.ok(controls.length > 10);
      assert.deepEqual(reached, controls);
      await view.page.close();
    });

    it("is as large as its reader has set", async () => {
      const view = await show(recorded("mixed"));
      assert.equal(await view.growth(), 2);
      await view.page.close();
    });

    for (const [what, text] of Object.entries({
      "does more than be seen": [...attacks, ...pieces].join(""),
      "is a megabyte": "x".repeat(2 ** 20),
      "is a megabyte of words": " word".repeat(2 ** 18),
    })) {
      it(`shows what others have written where it ${what}, even without its policy`, async () => {
        const view = await show(reportWith([text, text, text, text]), ({ page }) =>
          page.setBypassCSP(true),
        );
        assert.equal(await view.page.evaluate("typeof ran"), "undefined");
        await isRight(view);
      });
    }
  });

  describe("the sandbox's pages", () => {
    const portal = usePortal();
    const roots = () => [`https://${portal().auth0.domain}/`, `${portal().wso2.url}/`];

    /** Each address that links lead to, with its view where it is a page. */
    const visited = async (look: (view: View, url: string) => Promise<void>) => {
      const addresses = new Set(roots());
      for (const address of addresses) {
        const view = await open();
        const answer = await view.page.goto(address);
        assert.equal(answer?.status(), 200, address);
        if (/^text\/html\b/.test(answer.headers()["content-type"] ?? "")) {
          for (const link of await view.page.evaluate<string[]>("links()")) addresses.add(link);
          await look(view, address);
        }
        await view.page.close();
      }
      return [...addresses];
    };
    const areRight = () =>
      visited(async (view, address) => {
        assert.deepEqual(await view.flaws(), [], address);
      });

    it("are right for every reader while there is nothing", async () => {
      await areRight();
    });

    it("are right for every reader, and all that they lead to is there", async () => {
      await fill(portal());
      const { clients } = portal().auth0.state;
      const [client] = clients.slice(-1);
      for (const name of [...attacks, "x".repeat(500), "word ".repeat(100)])
        if (client) clients.push({ ...client, name });
      const [auth0, wso2] = roots();
      assert.deepEqual(await areRight(), [
        auth0,
        wso2,
        `${auth0}.well-known/openid-configuration`,
        `${auth0}.well-known/jwks.json`,
        ...["admin", "devportal", "publisher"].map((path) => `${wso2}${path}/`),
      ]);
    });

    it("are used with the keyboard", async () => {
      await visited(async (view, address) => {
        const { reached, controls } = await view.reachedByTab();
        assert.ok(controls.length > 0, address);
        assert.deepEqual(reached, controls, address);
      });
    });

    it("stay as they are under the reader's hands, and run nothing", async () => {
      await visited(async (view, address) => {
        const { loads, requests } = view;
        const before = [loads, requests.length];
        await view.passMinute();
        assert.deepEqual([view.loads, view.requests.length], before, address);
        assert.equal(await view.page.evaluate("document.scripts.length"), 0);
      });
    });

    it("are as large as their reader has set", async () => {
      await visited(async (view, address) => {
        assert.equal(await view.growth(), 2, address);
      });
    });
  });
});
