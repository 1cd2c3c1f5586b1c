import { decide, type Decision } from "../approvals/approvals";
import type { StoredApplication, Workflow, Wso2State } from "../state";
import type { Portal } from "./portal";

/** What an administrator does with requests that wait for approval. */
export class Workflows {
  constructor(
    private readonly portal: Portal,
    private readonly state: Wso2State,
  ) {}

  /** From now on new applications, subscriptions, or keys have to be approved, or not any more. */
  configure(workflows: Partial<Wso2State["workflows"]>): void {
    Object.assign(this.state.workflows, workflows satisfies Partial<Record<string, Workflow>>);
    this.portal.changed();
  }

  decideOnApplication(id: string, decision: Decision): void {
    const { uuid: objectId } = this.applicationOf(id);
    decide(this.state, { type: "APPLICATION_CREATION", objectId }, decision);
    this.portal.changed();
  }

  /** Once keys are approved, the Key Manager makes the client. */
  async decideOnKeys(
    applicationId: string,
    keyMappingId: string,
    decision: Decision,
  ): Promise<void> {
    const application = this.applicationOf(applicationId);
    const mapping = application.keyMappings.find(({ uuid }) => uuid === keyMappingId);
    if (!mapping) throw new Error(`The application has no keys ${keyMappingId}.`);
    mapping.state = decision;
    this.portal.changed();
    if (decision === "APPROVED") await this.portal.registration.register(application, mapping);
  }

  private applicationOf(id: string): StoredApplication {
    const application = this.portal.applications.byId(id);
    if (!application) throw new Error(`There is no application ${id}.`);
    return application;
  }
}
