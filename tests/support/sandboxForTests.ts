import { startSandbox, type Sandbox, type SandboxOptions } from "auth0-wso2-sandbox";

/** A sandbox that runs from before the first test of a group until after its last. */
export function sandboxForTests(options: SandboxOptions = {}): Sandbox {
  let started: Sandbox | undefined;
  const running = (): Sandbox => {
    if (started === undefined) throw new Error("The sandbox runs while tests do, not before.");
    return started;
  };

  before(async () => {
    started = await startSandbox(options);
  });

  after(() => started?.close());

  return {
    get auth0() {
      return running().auth0;
    },
    get wso2() {
      return running().wso2;
    },
    get certificateAuthority() {
      return running().certificateAuthority;
    },
    close: () => running().close(),
  };
}
