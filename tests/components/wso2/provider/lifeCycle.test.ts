import assert from "node:assert/strict";
import { runtime } from "@pulumi/pulumi";
import { Wso2Error } from "../../../../components/wso2/rest/errors";
import { Incomplete } from "../../../../components/wso2/provider/incomplete";
import type { State } from "../../../../components/wso2/provider/kind";
import { ownershipOf } from "../../../support/lifeCycles";
import { bookOf, markOf, Shelf, type Book, type BookInputs } from "./shelf";

const strangers = markOf("dune", { owner: "somebody", creation: "else" });
const lostAnswer = new Wso2Error("no answer", "noAnswer");

describe("the life cycle of any kind", () => {
  let shelf: Shelf;

  beforeEach(() => {
    shelf = new Shelf();
  });

  const create = async (inputs: BookInputs): Promise<{ id: string; state: State<Book> }> => {
    const { id, outs } = await shelf.newRun().create(inputs);
    assert.ok(outs);
    shelf.writes.length = 0;
    return { id, state: outs };
  };
  const reasons = async (
    run: ReturnType<Shelf["newRun"]>,
    news: BookInputs,
    olds: Partial<State<Book>> = {},
  ) =>
    (await run.check(olds, news)).failures?.map(({ property, reason }) =>
      `${property} ${reason}`.trim(),
    );

  describe("takes nothing that is somebody else's", () => {
    for (const [whose, mark] of [
      ["nobody's", undefined],
      ["another stack's", strangers],
    ] as const) {
      it(`neither before nor after a lost answer, if it is ${whose}`, async () => {
        shelf.put("theirs", "Dune", mark);
        await assert.rejects(shelf.newRun().create(bookOf("dune")), /choose another title/);
        shelf.books.clear();
        const after = () => {
          shelf.put("theirs", "Dune", mark);
        };
        for (const error of [lostAnswer, new Wso2Error("fault", "refused", 500)]) {
          shelf.failing = { error, after };
          await assert.rejects(shelf.newRun().create(bookOf("dune")), error);
          shelf.books.delete("theirs");
        }
        assert.deepEqual(shelf.writes, []);
      });

      it(`and says before the run whose it is, if it is ${whose}`, async () => {
        shelf.put("theirs", "Dune", mark);
        const [reason = ""] = (await reasons(shelf.newRun(), bookOf("dune"))) ?? [];
        assert.match(
          reason,
          mark ? /belongs to .*owner somebody/ : /carries no mark of this stack/,
        );
        // The stranger's stack has this one's name.
        assert.equal(
          /its state was lost.* npm run -s import-list/.test(reason),
          mark !== undefined,
        );
        assert.deepEqual(await reasons(shelf.newRun(), bookOf("dune", { adopt: true })), []);
        if (mark) shelf.put("theirs", "Dune", { ...mark, stack: "another/stack" });
        const [other = ""] = (await reasons(shelf.newRun(), bookOf("dune"))) ?? [];
        assert.doesNotMatch(other, /import-list/);
      });

      it(`unless it is told to, and then only releases it, if it is ${whose}`, async () => {
        shelf.put("theirs", "Dune", mark);
        const { id, state } = await create(bookOf("dune", { adopt: true }));
        assert.deepEqual([id, state.adopted], ["theirs", true]);
        assert.deepEqual(shelf.books.get(id)?.mark, markOf("dune", { adopted: true }));
        await shelf.newRun().delete(id, state);
        assert.deepEqual(shelf.writes, ["release theirs"]);
        assert.equal(shelf.books.get(id)?.mark, undefined);
      });
    }

    it("in place of one that a resource has already", async () => {
      const { state } = await create(bookOf("mine", { title: "Emma" }));
      shelf.put("theirs", "Dune", strangers);
      const news = bookOf("mine", { title: "Dune", adopt: true });
      const [reason] = (await reasons(shelf.newRun(), news, state)) ?? [];
      assert.match(reason ?? "", /already has one/);
      const replaced = bookOf("mine", { title: "Dune", author: "Herbert", adopt: true });
      assert.deepEqual(await reasons(shelf.newRun(), replaced, state), []);
    });
  });

  describe("continues what is its own", () => {
    it("after a run that broke off, under the next creation", async () => {
      shelf.put("ours", "Dune", markOf("dune", { creation: "earlier" }));
      const { id, state } = await create(bookOf("dune"));
      assert.deepEqual([id, state.adopted], ["ours", undefined]);
      assert.deepEqual(shelf.books.get(id)?.mark, markOf("dune"));
    });

    it("as adopted if it was", async () => {
      shelf.put("ours", "Dune", markOf("dune", { adopted: true }));
      assert.equal((await create(bookOf("dune"))).state.adopted, true);
    });

    it("unless another resource of the run still has it", async () => {
      shelf.put("ours", "Dune", markOf("other"));
      const run = shelf.newRun();
      await run.check({}, bookOf("other", { title: "Emma" }));
      await assert.rejects(run.create(bookOf("dune")), /still belongs to the resource "other"/);
      assert.equal((await shelf.newRun().create(bookOf("dune"))).id, "ours");
    });

    it("whoever its stack's owner is now, where the state knows it", async () => {
      const { id, state } = await create(bookOf("dune"));
      const run = shelf.newRun();
      await run.read(id, state);
      const ownership = { ...ownershipOf("dune", "next"), owner: "next" };
      assert.deepEqual(await reasons(run, bookOf("dune", { ownership })), []);
      const { id: taken, outs } = await run.create(bookOf("dune", { ownership }));
      assert.deepEqual([taken, outs?.adopted], [id, undefined]);
      assert.deepEqual(shelf.books.get(id)?.mark, { ...markOf("dune"), ...ownership });
      await run.delete(id, state);
      assert.ok(shelf.books.has(id));
    });

    it("but nothing that bears a copy of the mark of another object", async () => {
      shelf.put("copy", "Dune", markOf("emma"));
      const run = shelf.newRun({ isDoubled: () => Promise.resolve(true) });
      const [reason = ""] = (await reasons(run, bookOf("dune"))) ?? [];
      assert.match(reason, /"Dune" \(id copy\) already, which carries no mark of this stack/);
      await assert.rejects(run.create(bookOf("dune")), /carries no mark of this stack/);
      const { outs } = await run.create(bookOf("dune", { adopt: true }));
      assert.equal(outs?.adopted, true);
      shelf.put("copy", "Dune", markOf("dune"));
      assert.deepEqual(await reasons(run, bookOf("dune")), []);
    });

    it("after a lost answer, and a failure that was none", async () => {
      for (const error of [lostAnswer, new Wso2Error("fault", "refused", 502)]) {
        shelf.books.clear();
        const after = (put: () => void) => {
          put();
        };
        shelf.failing = { error, after };
        const { id, state } = await create(bookOf("dune"));
        assert.deepEqual([id, state.revision, state.adopted], ["id-1", 1, undefined]);
      }
    });

    it("and fails as the server does where nothing was made, or it was refused", async () => {
      let looks = 0;
      const find = () => {
        looks += 1;
        return Promise.resolve(undefined);
      };
      for (const [error, expected] of [
        [lostAnswer, 2],
        [new Wso2Error("refused", "refused", 409), 1],
        [new Wso2Error("no connection", "unreachable"), 1],
      ] as const) {
        looks = 0;
        shelf.failing = { error, after: () => undefined };
        await assert.rejects(shelf.newRun({ find }).create(bookOf("dune")), error);
        assert.equal(looks, expected, error.message);
      }
    });
  });

  describe("reads", () => {
    it("what is there, in every field, and the mark of its owner", async () => {
      const { id, state } = await create(bookOf("dune", { note: "old" }));
      assert.deepEqual((await shelf.newRun().read(id, state)).props, {
        ...state,
        author: "",
        password: "",
      });
      const live = shelf.books.get(id);
      assert.ok(live);
      shelf.books.set(id, { ...live, note: null, mark: undefined });
      const { props, inputs } = await shelf.newRun().read(id, state);
      assert.deepEqual(
        [props?.note, props?.ownership?.owner, props?.ownership?.creation, props?.revision],
        ["", "", "of dune", 1],
      );
      assert.equal(inputs?.ownership?.owner, "");
      assert.equal(inputs.server, state.server);
    });

    it("what is gone, or of another creation, as gone", async () => {
      const { id, state } = await create(bookOf("dune"));
      shelf.put(id, "Dune", markOf("dune", { creation: "next" }));
      assert.deepEqual(await shelf.newRun().read(id, state), {});
      shelf.books.clear();
      assert.deepEqual(await shelf.newRun().read(id, state), {});
    });

    it("nothing from another server than the state's, unless what it hangs on is there", async () => {
      const { id, state } = await create(bookOf("dune"));
      const other = new Shelf("https://other.example.com");
      await assert.rejects(other.newRun().read(id, state), /it is on the server https:\/\/shelf/);
      const isHome = () => Promise.resolve(true);
      assert.deepEqual(await other.newRun({ isHome }).read(id, state), {});
      await assert.rejects(other.newRun().delete(id, state), /it is on the server https:\/\/shelf/);
      await other.newRun({ isHome }).delete(id, state);
    });

    it("what is masked as changed where a write is not the state's", async () => {
      const { id, state } = await create(bookOf("dune", { password: "password" }));
      const run = shelf.newRun();
      assert.equal((await run.read(id, state)).props?.password, "password");
      assert.equal((await run.read(id, { ...state, revision: 3 })).props?.password, "");
    });

    it("no state of a later version", async () => {
      const { id, state } = await create(bookOf("dune"));
      const later = { ...state, stateVersion: 3 };
      const run = shelf.newRun();
      await assert.rejects(run.read(id, later), /newer version/);
      await assert.rejects(run.diff(id, later, bookOf("dune")), /newer version/);
      await assert.rejects(run.delete(id, later), /newer version/);
      assert.deepEqual(shelf.writes, []);
    });
  });

  describe("updates", () => {
    it("what differs, with the next number of the write", async () => {
      const { id, state } = await create(bookOf("dune"));
      const { outs } = await shelf.newRun().update(id, state, bookOf("dune", { note: "new" }));
      assert.deepEqual([outs?.revision, outs?.note], [2, "new"]);
      assert.deepEqual(shelf.books.get(id)?.mark, markOf("dune", { write: 2 }));
    });

    it("nothing on the server where only an option or the state differs", async () => {
      const { id, state } = await create(bookOf("dune"));
      const run = shelf.newRun();
      const { outs } = await run.update(id, { ...state, note: "stale" }, bookOf("dune"));
      assert.deepEqual([outs?.revision, outs?.note], [1, undefined]);
      const adopting = bookOf("dune", { adopt: true });
      assert.equal((await run.update(id, state, adopting)).outs?.adopt, true);
      assert.deepEqual(shelf.writes, []);
    });

    it("the mark where it is gone, another owner's, of another write, or of a replaced creation", async () => {
      const { id, state } = await create(bookOf("dune"));
      const moved = { ...ownershipOf("dune"), owner: "next" };
      for (const [mark, news, olds] of [
        [undefined, bookOf("dune"), state],
        [markOf("dune", { write: 7 }), bookOf("dune"), state],
        [markOf("dune"), bookOf("dune", { ownership: moved }), state],
      ] as const) {
        shelf.writes.length = 0;
        shelf.put(id, "Dune", mark);
        await shelf.newRun().update(id, olds, news);
        assert.deepEqual(shelf.writes, [`write ${id}`]);
        assert.equal(shelf.books.get(id)?.mark?.owner, news.ownership?.owner);
      }
    });

    it("nothing that is gone, or of another creation", async () => {
      const { id, state } = await create(bookOf("dune"));
      const news = bookOf("dune", { note: "new" });
      shelf.put(id, "Dune", strangers);
      await assert.rejects(shelf.newRun().update(id, state, news), /it belongs to .*somebody/);
      shelf.books.clear();
      await assert.rejects(shelf.newRun().update(id, state, news), /deleted it during this run/);
      assert.deepEqual(shelf.writes, []);
    });

    it("what was adopted as adopted", async () => {
      shelf.put("theirs", "Dune");
      const { id, state } = await create(bookOf("dune", { adopt: true }));
      const news = bookOf("dune", { adopt: true, note: "new" });
      const { outs } = await shelf.newRun().update(id, state, news);
      assert.deepEqual([outs?.adopted, shelf.books.get(id)?.mark?.adopted], [true, true]);
    });
  });

  describe("deletes", () => {
    it("its own, and what carries no mark", async () => {
      for (const mark of [markOf("dune"), undefined]) {
        const { id, state } = await create(bookOf("dune"));
        shelf.put(id, "Dune", mark);
        await shelf.newRun().delete(id, state);
        assert.deepEqual(shelf.writes, [`remove ${id}`]);
      }
    });

    it("neither what is of another creation nor what any run has adopted", async () => {
      const { id, state } = await create(bookOf("dune"));
      for (const [mark, expected] of [
        [markOf("dune", { creation: "next" }), []],
        [markOf("dune", { adopted: true }), [`release ${id}`]],
      ] as const) {
        shelf.writes.length = 0;
        shelf.put(id, "Dune", mark);
        await shelf.newRun().delete(id, state);
        assert.deepEqual(shelf.writes, expected);
        assert.ok(shelf.books.has(id));
      }
    });

    it("nothing that was adopted and is gone", async () => {
      shelf.put("theirs", "Dune");
      const { id, state } = await create(bookOf("dune", { adopt: true }));
      shelf.books.clear();
      await shelf.newRun().delete(id, state);
      assert.deepEqual(shelf.writes, []);
    });
  });

  describe("compares", () => {
    it("every field, and replaces for those that cannot change", async () => {
      const { id, state } = await create(bookOf("dune", { author: "Herbert" }));
      const run = shelf.newRun();
      const same = bookOf("dune", { author: " Herbert ", note: "" });
      assert.deepEqual(await run.diff(id, state, same), {
        changes: false,
        replaces: [],
        deleteBeforeReplace: false,
      });
      const news = bookOf("dune", { author: "Austen", note: "new" });
      const { changes, replaces } = await run.diff(id, state, news);
      assert.deepEqual({ changes, replaces }, { changes: true, replaces: ["author"] });
      const deleteBeforeReplace = true;
      const first = await shelf.newRun({ deleteBeforeReplace }).diff(id, state, news);
      assert.equal(first.deleteBeforeReplace, true);
    });

    it("what is not known yet as changed, and replaces nothing for it", async () => {
      const { id, state } = await create(bookOf("dune", { author: "Herbert" }));
      const news = bookOf("dune", { author: runtime.unknownValue });
      const { changes, replaces } = await shelf.newRun().diff(id, state, news);
      assert.deepEqual({ changes, replaces }, { changes: true, replaces: [] });
    });

    it("owner and creation of the mark, where the kind has one", async () => {
      const { id, state } = await create(bookOf("dune"));
      const { owner, creation, ...labels } = ownershipOf("dune");
      const changesFor = async (ownership: object, marked: "beside" | "afar" | "nowhere") => {
        const news = bookOf("dune", { ownership: ownership as typeof state.ownership & object });
        return (await shelf.newRun({ marked }).diff(id, state, news)).changes;
      };
      for (const marked of ["beside", "afar"] as const) {
        assert.equal(await changesFor({ ...labels, creation, owner: "x" }, marked), true);
        assert.equal(await changesFor({ ...labels, owner, creation: "x" }, marked), true);
        const renamed = { owner, creation, stack: "x", resource: "x" };
        assert.equal(await changesFor(renamed, marked), false);
      }
      assert.equal(await changesFor({ ...labels, creation, owner: "x" }, "nowhere"), false);
    });

    it("the server: the same one under another URL is a change, another one a mistake", async () => {
      const { id, state } = await create(bookOf("dune"));
      const server = "https://moved.example.com";
      const moved = new Shelf(server);
      const news = bookOf("dune", { server });
      await assert.rejects(moved.newRun().diff(id, state, news), /Nothing was changed/);
      moved.put(id, "Dune", strangers);
      await assert.rejects(moved.newRun().diff(id, state, news), /Nothing was changed/);
      moved.put(id, "Dune", markOf("dune"));
      assert.equal((await moved.newRun().diff(id, state, news)).changes, true);
      const { server: none, ...early } = state;
      assert.ok(none);
      assert.equal((await moved.newRun().diff(id, early, news)).changes, false);
    });

    it("what the kind says of it", async () => {
      const { id, state } = await create(bookOf("dune"));
      const condition = () => ({ isWrong: true, replaces: ["title"] });
      const { changes, replaces } = await shelf.newRun({ condition }).diff(id, state, state);
      assert.deepEqual({ changes, replaces }, { changes: true, replaces: ["title"] });
      await shelf.newRun({ condition }).update(id, state, state);
      assert.deepEqual(shelf.writes, [`write ${id}`]);
    });
  });

  describe("checks", () => {
    it("every mistake in one go, before a server is asked", async () => {
      const prepare = () => assert.fail("asked a server");
      const mistakes = () => [{ path: ["note"], reason: "is odd" }];
      const run = shelf.newRun({ prepare, mistakes });
      const news = { ...bookOf("dune", { title: "", password: "not to be shown" }), colour: "red" };
      assert.deepEqual(await reasons(run, news), [
        "colour is not a field of a book, which has: title, author, note, password, adopt",
        'title must be a string of 1 to 100 characters, but is ""',
        "password must be a string of 1 to 10 characters",
        "note is odd",
      ]);
    });

    it("and says every default, but no option, and keeps the creation", async () => {
      const { ownership, ...declared } = bookOf("dune");
      const { creation, ...labels } = ownership ?? ownershipOf("dune");
      assert.ok(creation);
      const news = { ...declared, ownership: labels as typeof ownership & object };
      const { inputs } = await shelf.newRun().check({}, news);
      assert.match(inputs?.ownership?.creation ?? "", /^[0-9a-f]{12}$/);
      assert.deepEqual(inputs, {
        title: "Dune",
        author: "",
        note: "",
        password: "",
        server: shelf.url,
        ownership: { ...labels, creation: inputs?.ownership?.creation },
      });
      const { state } = await create(bookOf("dune"));
      const again = await shelf.newRun().check(state, news);
      assert.equal(again.inputs?.ownership?.creation, creation);
    });

    it("that a new object gets a creation of its own in each run, and none in a preview", async () => {
      const { ownership, ...declared } = bookOf("dune");
      const { creation, ...labels } = ownership ?? ownershipOf("dune");
      assert.ok(creation);
      const checked = async (known: object) => {
        const news = {
          ...declared,
          ownership: { ...labels, ...known } as typeof ownership & object,
        };
        return (await shelf.newRun().check({}, news)).inputs?.ownership?.creation;
      };
      assert.notEqual(await checked({}), await checked({}));
      const unknown = runtime.unknownValue;
      assert.equal(await checked({ creation: unknown }), unknown);
    });

    it("what was read and stays as it is, be it what nobody could declare", async () => {
      const odd = { title: "", author: "a".repeat(5_000), note: null as unknown as string };
      const news = { ...bookOf("dune"), ...odd };
      assert.deepEqual(await reasons(shelf.newRun(), news, news), []);
      assert.equal((await reasons(shelf.newRun(), news))?.length, 3);
      const declared = { ...news, title: " " };
      assert.equal((await reasons(shelf.newRun(), declared, news))?.length, 1);
    });

    it("and says no default of a field that makes no sense in the declaration", async () => {
      const inapplicable = () => ["note"];
      const { inputs } = await shelf.newRun({ inapplicable }).check({}, bookOf("dune"));
      assert.deepEqual(Object.keys(inputs ?? {}).sort(), [
        ...["author", "ownership", "password", "server", "title"],
      ]);
    });

    it("what the kind has prepared, and passes its failure on", async () => {
      const completed = { note: "prepared" };
      const prepare = () => Promise.resolve({ completed, reasons: ["not so"] });
      const { inputs, failures } = await shelf.newRun({ prepare }).check({}, bookOf("dune"));
      assert.deepEqual(
        [inputs?.note, failures],
        ["prepared", [{ property: "", reason: "not so" }]],
      );
      const declared = bookOf("dune", { note: "declared" });
      assert.equal((await shelf.newRun({ prepare }).check({}, declared)).inputs?.note, "declared");
      const fail = () => Promise.reject(new Error("the server is out"));
      assert.deepEqual(await reasons(shelf.newRun({ prepare: fail }), declared), [
        "the server is out",
      ]);
    });

    it("that no place is declared twice on a server", async () => {
      const run = shelf.newRun();
      assert.deepEqual(await reasons(run, bookOf("one")), []);
      assert.deepEqual(await reasons(run, bookOf("one")), []);
      const [reason = ""] = (await reasons(run, bookOf("two"))) ?? [];
      assert.match(reason, /declared twice: by the resources "one" and "two"/);
      assert.deepEqual(await reasons(run, bookOf("three", { title: "Emma" })), []);
      for (const resource of ["four", "five"]) {
        const title = runtime.unknownValue;
        assert.deepEqual(await reasons(run, bookOf(resource, { title })), []);
      }
    });

    it("no place that the resource has already, nor one of its own", async () => {
      const { state } = await create(bookOf("dune"));
      const find = () => assert.fail("looked");
      assert.deepEqual(await reasons(shelf.newRun({ find }), bookOf("dune"), state), []);
      shelf.put("ours", "Emma", markOf("dune", { creation: "earlier" }));
      assert.deepEqual(await reasons(shelf.newRun(), bookOf("dune", { title: "Emma" })), []);
      // A state that was moved from another stack has its object's creation.
      shelf.put("moved", "Ulysses", markOf("dune", { owner: "earlier" }));
      const news = bookOf("dune", { title: "Ulysses" });
      assert.deepEqual(await reasons(shelf.newRun(), news, { ownership: ownershipOf("dune") }), []);
    });
  });

  describe("meets what has the place of a declaration", () => {
    const voucher = () => Promise.resolve(markOf("above", { creation: "above", write: 7 }));

    it("with its own mark, or one of what vouches for it, and of a creation of its own", async () => {
      assert.equal(await shelf.newRun().meet(bookOf("dune")), undefined);
      shelf.put("ours", "Dune", markOf("dune", { write: 3 }));
      const own = await shelf.newRun({ voucher }).meet(bookOf("dune"));
      assert.ok(own);
      assert.deepEqual([own.found.id, own.mark], ["ours", markOf("dune", { write: 3 })]);
      assert.deepEqual(own.fields, { title: "Dune", note: "" });
      shelf.put("ours", "Dune");
      assert.equal((await shelf.newRun().meet(bookOf("dune")))?.mark, undefined);
      const vouched = (await shelf.newRun({ voucher }).meet(bookOf("dune")))?.mark;
      assert.deepEqual(vouched, markOf("above", { creation: vouched?.creation ?? "" }));
      assert.notEqual(vouched.creation, "above");
    });

    it("and has a state for it that shows no difference but those that there are", async () => {
      const { state } = await create(bookOf("dune", { note: "Declared" }));
      const run = shelf.newRun();
      const declared = bookOf("dune", { note: "Changed" });
      const met = await run.meet(declared);
      assert.ok(met);
      const { id, props } = await run.stateOf(met, { ...declared, revision: 1 });
      assert.deepEqual({ id, props }, { id: "id-1", props: (await run.read("id-1", state)).props });
      assert.deepEqual(shelf.writes, []);
    });

    it("unless its mark is on another object, too", async () => {
      shelf.put("copy", "Dune", markOf("dune"));
      const run = shelf.newRun({ isDoubled: () => Promise.resolve(true) });
      await assert.rejects(run.meet(bookOf("dune")), /one of the two is a copy/);
    });

    it("and adds what is to be known later where it is adopted now, not where it was before", async () => {
      const run = shelf.newRun({
        added: (_live, _inputs, before: { shelfmark?: string }) => ({
          shelfmark: before.shelfmark,
        }),
        addedAtImport: () => ({ shelfmark: "as it is now" }),
      });
      const shelfmarkOf = async (mark?: ReturnType<typeof markOf>) => {
        shelf.put("theirs", "Dune", mark);
        const { ownership, ...declared } = bookOf("dune");
        const met = await run.meet(bookOf("dune"));
        assert.ok(met);
        const whose = { adopted: true, ...(mark && { ownership }) };
        const { props } = await run.stateOf(met, { ...declared, ...whose });
        return (props as { shelfmark?: string }).shelfmark;
      };
      assert.equal(await shelfmarkOf(), "as it is now");
      assert.equal(await shelfmarkOf(markOf("dune", { adopted: true })), undefined);
    });

    it("unless that is of another sort", async () => {
      shelf.put("theirs", "Dune");
      const assertFits = () => Promise.reject(new Error("it is a film"));
      const run = shelf.newRun({ assertFits });
      const met = await run.meet(bookOf("dune"));
      assert.ok(met);
      await assert.rejects(run.stateOf(met, bookOf("dune")), /it is a film/);
      await assert.rejects(run.create(bookOf("dune", { adopt: true })), /it is a film/);
      assert.deepEqual(shelf.writes, []);
    });
  });

  it("keeps what is not as it was asked for, and fails", async () => {
    const fault = () => "it lacks its cover";
    const failure = shelf.newRun({ fault }).create(bookOf("dune"));
    await assert.rejects(failure, (error) => {
      assert.ok(error instanceof Incomplete);
      assert.deepEqual([error.id, error.message], ["id-1", "it lacks its cover"]);
      assert.deepEqual(error.outs, { ...bookOf("dune"), revision: 1, stateVersion: 2 });
      return true;
    });
  });

  it("remembers in a run which mark was removed by hand, and whose it was", async () => {
    const { id, state } = await create(bookOf("dune"));
    shelf.put(id, "Dune");
    const run = shelf.newRun();
    assert.equal(run.lostMark(id, "owner"), undefined);
    await run.read(id, state);
    assert.deepEqual(run.lostMark(id, "owner"), markOf("dune", { owner: "owner" }));
    // So the successor of that very object is no stranger's.
    assert.equal((await run.create(bookOf("dune"))).id, id);
  });

  it("takes what hangs on an object of its own without looking at marks", async () => {
    const run = shelf.newRun({
      marked: "nowhere",
      mark: () => Promise.resolve(markOf("dune")),
      mayExist: (error) => error instanceof Wso2Error && error.status === 409,
    });
    const after = (put: () => void) => {
      put();
    };
    shelf.failing = { error: new Wso2Error("there already", "refused", 409), after };
    assert.equal((await run.create(bookOf("dune"))).id, "id-1");
    assert.deepEqual(shelf.writes, ["write id-1"]);
  });
});
