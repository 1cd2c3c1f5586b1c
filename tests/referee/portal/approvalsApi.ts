import { startSandbox } from "auth0-wso2-sandbox";
import { oneByOne, type JudgedApi } from "../judged";
import { emptyReferee } from "../referee";
import { sendTrusting } from "../sendTrusting";
import { approvalCases } from "./approvalRequests";
import { idsOf, paths, publish } from "./portalApi";
import { playPortal, type PortalStep } from "./portalExchange";

/** Requests that an administrator approves or rejects, in admin API and Developer Portal. */
export const approvalsApi: JudgedApi<PortalStep> = {
  title: "approval",
  recording: "approvals",
  cases: oneByOne(approvalCases),
  sandbox: async () => {
    const sandbox = await startSandbox();
    const { url, state, workflows } = sandbox.wso2;
    const ids = idsOf(sandbox, publish(sandbox), {});
    workflows.configure({ applicationCreation: "approval", subscriptionCreation: "approval" });
    const contestant = { url, paths, send: sendTrusting(sandbox.certificateAuthority.certificate) };
    return {
      play: async (steps) => {
        state.applications.length = 0;
        state.subscriptions.length = 0;
        state.approvals.length = 0;
        return (await playPortal(contestant, sandbox.auth0, steps, ids)).answers;
      },
      close: () => sandbox.close(),
    };
  },
  referee: async () => {
    const [referee, sandbox] = await Promise.all([emptyReferee(), startSandbox()]);
    const published = publish(sandbox);
    const ids = idsOf(sandbox, published, {});
    for (const api of published) await referee.publish(api);
    await referee.needApproval("ApplicationCreation", "SubscriptionCreation");
    const contestant = { url: referee.url, paths, send: fetch };
    return {
      play: async (steps) => {
        await referee.resetApplications();
        return (await playPortal(contestant, sandbox.auth0, steps, ids)).answers;
      },
      close: () => Promise.all([referee.reset(), sandbox.close()]),
    };
  },
};
