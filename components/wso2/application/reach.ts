import { saysInvalid } from "../rest/errors";
import { differencesOf, isSameUser, type Place } from "../ownership/place";
import {
  describeElsewhere,
  describeGivenAway,
  gone,
  hidden,
  nothing,
  object,
  type Look,
} from "../ownership/sight";
import type { AdministeredApplications } from "./administered";
import type { ApplicationsApi } from "./api";
import { decisionOnApplication } from "./decision";
import type { ApplicationListItem } from "./document";
import { markIn } from "./markedDescription";

/**
 * What can be known of an application of a state: the Developer Portal shows a user its own ones and
 * those that a group shares with it, the Admin Portal those of the whole organization.
 */
export class Reach {
  constructor(
    private readonly own: ApplicationsApi,
    private readonly administered: AdministeredApplications,
    private readonly here: Place,
  ) {}

  async look(id: string, there: Place): Promise<Look<ApplicationListItem>> {
    const own = await this.own.findById(id);
    if (own !== undefined) return object(own);
    const differences = differencesOf(there, this.here);
    if (differences.some((part) => part !== "owner")) return nothing;
    const look = await this.administered.look(id);
    const isGivenAway = look.met === "nothing" && differences.length === 0;
    return isGivenAway && (await this.own.isAnothers(id)) ? hidden(describeGivenAway()) : look;
  }

  /** What it means that something which hangs on an application was not found. */
  async lookBelow(id: string, there: Place): Promise<Look<never>> {
    const look = await this.look(id, there);
    if (look.met === "refusal") return { ...look, isTold: true };
    if (look.met !== "object") return look;
    if (await this.has(id)) return gone;
    return hidden(describeElsewhere("owner", look.live, this.here), true);
  }

  /**
   * WSO2 lets whoever a group shares an application with remove what hangs on it, but not the application.
   *
   * @throws Error where the application, and so what hangs on it, is another user's
   */
  async assertOwn(id: string, there: Place): Promise<void> {
    const own = await this.own.findById(id);
    if (own !== undefined && !isSameUser(own.owner, this.here.owner)) {
      throw new Error(describeElsewhere("owner", own, this.here));
    }
    const look = await this.lookBelow(id, there);
    if (look.met === "refusal") throw new Error(look.reason);
    const [part] = look.met === "nothing" ? differencesOf(there, this.here) : [];
    if (part !== undefined) throw new Error(describeElsewhere(part, there, this.here));
  }

  /** Whether this login has the application itself, be it by a group. */
  async has(id: string): Promise<boolean> {
    return (await this.own.findById(id)) !== undefined;
  }

  /** The application, among those that this login has, that a creation has made. */
  async ofCreation(creation: string | undefined): Promise<ApplicationListItem | undefined> {
    if (creation === undefined) return undefined;
    return (await this.own.list()).find(
      ({ description }) => markIn(description)?.creation === creation,
    );
  }

  /**
   * The application of that name, and with the mark of that owner of a stack, that another user has: a run which
   * broke off has made it, and an administrator has handed it over since. It takes a login that sees all.
   */
  async givenAway(name: string, owner: string): Promise<ApplicationListItem | undefined> {
    for (const each of await this.administered.list()) {
      const isNamesake = each.name.toLowerCase() === name.toLowerCase();
      if (!isNamesake || isSameUser(each.owner, this.here.owner)) continue;
      const look = await this.administered.look(each.applicationId);
      if (look.met === "object" && markIn(look.live.description)?.owner === owner) return look.live;
    }
    return undefined;
  }

  /** An answer about an application; WSO2 refuses what it does not take before somebody has approved that one. */
  async explaining<Answer>(id: string, answer: Promise<Answer>): Promise<Answer> {
    try {
      return await answer;
    } catch (error) {
      const own = saysInvalid(error) ? await this.own.findById(id) : undefined;
      const decision = own && decisionOnApplication(own);
      throw decision === undefined ? error : new Error(decision, { cause: error });
    }
  }

  /** Makes the user of this login the owner. */
  async takeHome(id: string): Promise<void> {
    await this.administered.changeOwner(id, this.here.owner ?? "");
    this.own.forget();
  }
}
