import assert from "node:assert/strict";
import { contentOf, entriesOf, filesIn } from "./support/projectFiles";
import { arrows, isNeeded, sideBySide, type Arrow } from "./tidy/arrows";
import { circlesIn } from "./tidy/circles";
import { entries } from "./tidy/entries";
import { exportersOfNames } from "./tidy/exportedNames";
import { longFunctions } from "./tidy/longFunctions";
import { floorOf, floors, folderOf, folders, roomOf } from "./tidy/rooms";
import { sources } from "./tidy/sources";

/** Longer than `mostLines` today; who mends one takes it off. */
const longToday = [
  "components/wso2/applicationKeys/kind.ts: keysKind",
  "components/wso2/keyManager/kind.ts: keyManagerKind",
];
const mostLines = 80;

/** What a tool or a reader looks for in the root, hidden or not; a stack config is the user's own. */
const rootFile =
  /^(\..*|(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md|LICENSE|Pulumi(\.[\w-]+)?\.yaml|package(-lock)?\.json|tsconfig(\.build)?\.json|index\.ts|program\.cjs|eslint\.config\.mjs)$/;
const mostFolders = 7;

const registryHost =
  /registry\.(npmjs|yarnpkg|npmmirror)\.|(proxy|sum)\.golang\.org|repo1?\.maven\.|(maven|dist)\.wso2\.org|pypi\.org/;
const unformatted = ["prettier", "ignore"].join("-");

describe("the house", () => {
  const files = filesIn("");
  const started = Object.values(entries).flat();

  rule("every folder at the top imports those alone that it may (tests/tidy/rooms.ts)", () =>
    arrowsOf(({ from, to }) => {
      const [room, other] = [folderOf(from), folderOf(to)];
      return room !== other && !folders[room]?.includes(other);
    }),
  );

  rule("a package is imported by its name from outside, never by a path", () =>
    arrowsOf(({ from, to, as }) => {
      const room = folderOf(to);
      return room.startsWith("packages/") && folderOf(from) !== room && as.startsWith(".");
    }),
  );

  rule("every file of components/ has a room, every room a file (tests/tidy/rooms.ts)", () => {
    const inside = filesIn("components");
    return [
      ...inside.filter((file) => roomOf(file) === undefined),
      ...floors.flat().filter((room) => !inside.some((file) => roomOf(file) === room)),
    ];
  });

  rule("in components/, a room imports from further down alone (tests/tidy/rooms.ts)", () =>
    arrowsOf(
      ({ from, to }) =>
        [from, to].every((file) => folderOf(file) === "components") &&
        roomOf(from) !== roomOf(to) &&
        floorOf(from) <= floorOf(to),
    ),
  );

  rule("files do not import one another in a circle, be it for types alone", () =>
    circlesIn(arrows.map(({ from, to }) => [from, to])),
  );

  // The sandbox's WSO2 is one server, whose parts know one another.
  rule("what stands side by side in a folder does not import one another in a circle", () =>
    circlesIn(arrows.filter(({ from }) => folderOf(from) !== "packages/sandbox").map(sideBySide)),
  );

  const exporters = exportersOfNames();
  const twice = [...exporters.keys()].filter((name) => (exporters.get(name)?.size ?? 0) > 1);

  rule("no name is exported by two files of components/ or of a package", () =>
    twice.map((name) => `${name}: ${[...(exporters.get(name) ?? [])].join(", ")}`),
  );

  rule(
    "a file is imported by another, by more than tests, or started (tests/tidy/entries.ts)",
    () =>
      [...sources.keys()].filter(
        (file) => !isNeeded(file) && !started.includes(file) && !file.endsWith(".test.ts"),
      ),
  );

  rule("what is listed as started is there, and imported by none (tests/tidy/entries.ts)", () =>
    started.filter((file) => !sources.has(file) || isNeeded(file)),
  );

  const long = [...sources].flatMap(([file, source]) =>
    folderOf(file) === "components"
      ? longFunctions(source, mostLines).map((name) => `${file}: ${name}`)
      : [],
  );

  rule(`no function of components/ has more than ${mostLines} lines, but those listed`, () =>
    long.filter((each) => !longToday.includes(each)),
  );

  rule("a function that is listed as long is there, and long", () =>
    longToday.filter((each) => !long.includes(each)),
  );

  rule(`the root has ${mostFolders} folders at most, those of tests/tidy/rooms.ts`, () => {
    const found = entriesOf("").flatMap((each) => (each.isDirectory() ? [each.name] : []));
    const known = Object.keys(folders).map((folder) => folder.split("/")[0]);
    return found.length > mostFolders ? found : found.filter((folder) => !known.includes(folder));
  });

  rule("the root has those files alone that a tool or a reader looks for there", () =>
    entriesOf("").flatMap((each) =>
      each.isDirectory() || rootFile.test(each.name) ? [] : [each.name],
    ),
  );

  const retired = /## Words that are not used\n.*/s.exec(contentOf("docs/glossary.md"))?.[0] ?? "";
  const retiredWords = [...retired.matchAll(/^\| (?!not |-)([^|]+?) +\|/gm)].flatMap(
    ([, words = ""]) => words.split(", "),
  );

  rule("code and pages use no word that docs/glossary.md retires", () => {
    assert.ok(retiredWords.length > 0);
    const pattern = new RegExp(`\\b(${retiredWords.join("|")})\\b`, "i");
    return files.filter(
      (file) =>
        /^(components|docs|examples)\/|^(README|CONTRIBUTING)\.md$/.test(file) &&
        file !== "docs/glossary.md" &&
        pattern.test(contentOf(file)),
    );
  });

  rule("no file names the host of a package registry", () =>
    files.filter((file) => registryHost.test(contentOf(file))),
  );

  rule("no lock file says where a package was got from", () =>
    files.filter(
      (file) => file.endsWith("package-lock.json") && /"resolved": "[a-z+]+:/.test(contentOf(file)),
    ),
  );

  rule(
    "everything is formatted as it is, in lines of 100: nothing is left out, nothing else set",
    () => [
      ...(contentOf(".prettierrc.json") === '{ "printWidth": 100 }\n' ? [] : [".prettierrc.json"]),
      ...(contentOf(".prettierignore") === "/dist/\npackage-lock.json\n**/target/\n"
        ? []
        : [".prettierignore"]),
      ...[...sources.keys()].filter((file) => contentOf(file).includes(unformatted)),
    ],
  );
});

/** @param sentence what holds; a failure says it, with whatever is against it */
function rule(sentence: string, offenders: () => string[]): void {
  it(sentence, () => {
    const found = offenders();
    if (found.length > 0) assert.fail(`${sentence}:\n  ${found.join("\n  ")}`);
  });
}

function arrowsOf(isWrong: (arrow: Arrow) => boolean): string[] {
  return arrows.filter(isWrong).map(({ from, to }) => `${from} → ${to}`);
}
