import timers from "node:timers/promises";
import { mock } from "node:test";
import { install } from "@sinonjs/fake-timers";
import { http } from "../../components/auth0/rest/auth0Http";

/** In each test of a group, whoever waits lets time pass, and waits no longer. */
export function timePassesByWaiting(): void {
  let later = 0;
  let restore: () => void;

  beforeEach(() => {
    // Later than the lines of the test before, which are said once a minute.
    later += 120_000;
    const clock = install({ toFake: ["Date"], now: Date.now() + later });
    const waiting = mock.method(timers, "setTimeout", (milliseconds: number) => {
      clock.tick(milliseconds);
      return Promise.resolve();
    });
    http.defaults["axios-retry"] = {
      retryDelay: () => {
        clock.tick(500);
        return 1;
      },
    };
    restore = () => {
      delete http.defaults["axios-retry"];
      waiting.mock.restore();
      clock.uninstall();
    };
  });

  afterEach(() => {
    restore();
  });
}
