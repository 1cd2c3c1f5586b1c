import assert from "node:assert/strict";
import { mock } from "node:test";
import { install, type Clock } from "@sinonjs/fake-timers";
import axios, {
  AxiosError,
  type AxiosInstance,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from "axios";
import { repeatTemporaryFailures } from "../../../components/http/retries";

interface Answer {
  status: number;
  headers?: Record<string, string>;
}

describe("the repetition of requests", () => {
  let clock: Clock;
  let http: AxiosInstance;
  let answers: (Answer | undefined)[];
  /** Seconds after the start at which the server was called. */
  let calls: number[];
  let start: number;

  beforeEach(() => {
    clock = install({ now: Date.parse("2026-11-24T12:00:00Z") });
    start = Date.now();
    calls = [];
    answers = [];
    failure = "ECONNRESET";
    http = axios.create({ adapter: serve });
    repeatTemporaryFailures(http);
  });

  afterEach(() => {
    clock.uninstall();
  });

  /** A server that gives the answers one after the other, the last one for ever. */
  let failure: string;
  const serve = (config: InternalAxiosRequestConfig): Promise<AxiosResponse> => {
    calls.push((Date.now() - start) / 1000);
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next === undefined) {
      return Promise.reject(new AxiosError("no answer", failure, config));
    }
    const { status, headers = {} } = next;
    const response: AxiosResponse = { status, headers, config, data: "{}", statusText: "" };
    if (status < 300) return Promise.resolve(response);
    return Promise.reject(new AxiosError("refused", "ERR_BAD", config, undefined, response));
  };

  const call = async (method = "GET", isRepeatable?: boolean): Promise<number | undefined> => {
    const url = "https://auth0.example.com/api";
    const config = { method, url, ...(isRepeatable !== undefined && { isRepeatable }) };
    const status = http.request(config).then(
      (answer) => answer.status,
      (error: unknown) => (error as AxiosError).response?.status,
    );
    await clock.runAllAsync();
    return status;
  };

  /** Up to a fifth is added, so that not everybody comes again at once. */
  const assertPauses = (expected: number[]) => {
    const pauses = calls.slice(1).map((at, index) => at - (calls[index] ?? 0));
    assert.equal(pauses.length, expected.length, pauses.join());
    for (const [index, least] of expected.entries()) {
      const pause = pauses[index] ?? 0;
      assert.ok(pause >= least - 0.001 && pause <= least * 1.2 + 0.001, pauses.join());
    }
  };

  const throttled = (headers: Record<string, string> = {}): Answer => ({ status: 429, headers });
  const inSeconds = (seconds: number) => String(Math.floor(start / 1000) + seconds);
  const done: Answer = { status: 200 };

  it("waits until the second that x-ratelimit-reset names", async () => {
    answers = [throttled({ "x-ratelimit-reset": inSeconds(42) }), done];
    assert.equal(await call(), 200);
    assertPauses([42]);
  });

  it("waits as long as Retry-After says, in seconds", async () => {
    answers = [throttled({ "retry-after": "90" }), done];
    assert.equal(await call(), 200);
    assertPauses([90]);
  });

  it("waits until the date that Retry-After names", async () => {
    answers = [throttled({ "retry-after": new Date(start + 75_000).toUTCString() }), done];
    assert.equal(await call(), 200);
    assertPauses([75]);
  });

  it("believes Retry-After more than x-ratelimit-reset", async () => {
    answers = [throttled({ "retry-after": "5", "x-ratelimit-reset": inSeconds(60) }), done];
    assert.equal(await call(), 200);
    assertPauses([5]);
  });

  for (const when of ["soon", "in 5", "5 s", "-5", ""]) {
    it(`pauses as usual where a server says that it is to come again at "${when}"`, async () => {
      for (const header of ["retry-after", "x-ratelimit-reset"]) {
        calls = [];
        start = Date.now();
        answers = [throttled({ [header]: when }), done];
        assert.equal(await call(), 200);
        assertPauses([0.25]);
      }
    });
  }

  it("believes no x-ratelimit-reset where it is not throttled", async () => {
    answers = [{ status: 503, headers: { "x-ratelimit-reset": inSeconds(42) } }, done];
    assert.equal(await call(), 200);
    assertPauses([0.25]);
  });

  it("goes on as often as it is throttled, for creations, too", async () => {
    for (const method of ["GET", "POST"]) {
      calls = [];
      start = Date.now();
      answers = [...Array<Answer>(8).fill(throttled({ "retry-after": "10" })), done];
      assert.equal(await call(method), 200);
      assertPauses(Array<number>(8).fill(10));
    }
  });

  it("gives up after five minutes of throttling", async () => {
    answers = [throttled({ "retry-after": "60" })];
    assert.equal(await call(), 429);
    const last = calls.at(-1) ?? 0;
    assert.ok(last > 150 && last < 300, calls.join());
  });

  it("does not begin to wait for longer than it will be patient", async () => {
    for (const headers of [
      { "retry-after": "3600" },
      { "retry-after": new Date(start + 3_600_000).toUTCString() },
      { "x-ratelimit-reset": inSeconds(3_600) },
    ]) {
      calls = [];
      answers = [throttled(headers)];
      assert.equal(await call(), 429);
      assert.deepEqual(calls, [0]);
    }
  });

  it("pauses longer and longer, and tries four times, where no time is named", async () => {
    answers = [{ status: 503 }];
    assert.equal(await call(), 503);
    assertPauses([0.25, 0.5, 1]);
  });

  it("waits for a server that is starting as long as it asks, within a minute", async () => {
    answers = [{ status: 503, headers: { "retry-after": "20" } }];
    assert.equal(await call(), 503);
    assertPauses([20, 20]);
  });

  /** Ways to get no answer, and whether what may be done once only is repeated, and the rest. */
  const failures: [code: string, once: boolean, often: boolean][] = [
    ...["ECONNREFUSED", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"].map(
      (code): [string, boolean, boolean] => [code, true, true],
    ),
    ...["ECONNRESET", "ECONNABORTED", "ETIMEDOUT", "EPIPE", "ERR_BAD_RESPONSE"].map(
      (code): [string, boolean, boolean] => [code, false, true],
    ),
    ["ENOTFOUND", false, false],
    ["CERT_HAS_EXPIRED", false, false],
    [AxiosError.ERR_CANCELED, false, false],
  ];
  for (const [code, once, often] of failures) {
    const whats = often ? (once ? "everything" : "all but creations") : "nothing";
    it(`repeats ${whats} after ${code}`, async () => {
      failure = code;
      for (const [method, isRepeatable, isRepeated] of [
        ["POST", undefined, once],
        ["POST", true, often],
        ["PUT", undefined, often],
        ["PUT", false, once],
      ] as const) {
        calls = [];
        answers = [undefined, done];
        assert.equal(await call(method, isRepeatable), isRepeated ? 200 : undefined);
        assert.equal(calls.length, isRepeated ? 2 : 1);
      }
    });
  }

  it("tells each minute why it waits where it is throttled for a time, and nothing of other pauses", async () => {
    // Later than the lines of other tests.
    clock.tick(600_000);
    const told = mock.method(console, "log", () => undefined);
    const busy = throttled({ "retry-after": "20" });
    for (const [refusals, expected] of [
      [[throttled({ "retry-after": "90" })], 1],
      [[throttled()], 0],
      [[{ status: 503, headers: { "retry-after": "20" } }], 0],
      [[busy, busy, busy, busy], 2],
    ] as const) {
      told.mock.resetCalls();
      start = Date.now();
      answers = [...refusals, done];
      assert.equal(await call(), 200);
      assert.equal(told.mock.callCount(), expected);
    }
    told.mock.restore();
  });
});
