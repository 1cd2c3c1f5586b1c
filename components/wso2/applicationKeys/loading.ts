import { isNotAllowed, Wso2Error } from "../rest/errors";
import { describeOwner } from "../../marks/mark";
import { sayingOnce } from "../provider/sayOnce";
import { Waiting, type Patience } from "../provider/patience";
import type { KeyManagersApi } from "../keyManager/api";
import { markOfEntry } from "../keyManager/conversion";
import { isLoadable } from "../keyManager/document";
import type { KeysValues } from "./args";
import type { Managed } from "../provider/kind";

type Declaration = KeysValues & Managed;

/** Part of the patience after which keys are called those of a Key Manager that is not loaded. */
const shortPart = 1 / 6;

/**
 * Key Managers that WSO2 has not loaded. It loads them when they are saved and when it starts, and at
 * the start it stops at the first that cannot log in to Auth0: that one and all later ones are not loaded
 * until each is saved once more.
 */
export class Loading {
  private readonly say = sayingOnce();
  private readonly saved = new Map<string, Promise<void>>();

  constructor(
    private readonly api: () => KeyManagersApi,
    private readonly patience: Patience,
  ) {}

  /** A wait for a Key Manager, which is saved once more when half of it is over. */
  waiting(inputs: Declaration): Waiting {
    return new Waiting(eventOf(inputs), this.patience, async () => {
      try {
        await this.saveAgain(inputs);
      } catch (error) {
        console.log((error as Error).message);
      }
    });
  }

  /** A wait for one that may be just about to be loaded. */
  shortWaiting(inputs: Declaration): Waiting {
    const { budget } = this.patience;
    return new Waiting(eventOf(inputs), { ...this.patience, budget: budget * shortPart });
  }

  /** Whether WSO2 is to have it loaded; where that cannot be seen, it is not known to be. */
  async isExpected({ keyManager }: Declaration): Promise<boolean> {
    try {
      const item = await this.api().findByName(keyManager);
      return item !== undefined && isLoadable(item);
    } catch (error) {
      if (!(error instanceof Wso2Error)) throw error;
      if (isNotAllowed(error)) {
        this.say(
          `The Key Manager "${keyManager}" is disabled, or WSO2 has not loaded it; this login may not see which. ` +
            "Nothing works with its keys until it is loaded: ask whoever deploys the Key Manager.",
        );
      }
      return false;
    }
  }

  /** Whether WSO2 has keys of the application that it does not list, as it does of one that is not loaded. */
  async hidesKeys({ keyManager, applicationId }: Declaration): Promise<boolean> {
    const used = await this.api().usedBy(applicationId, (name) => name === keyManager);
    return used.length > 0;
  }

  /**
   * Saves a Key Manager as it is, once in a run.
   *
   * @throws Error where it is another's, or there is none
   */
  saveAgain(inputs: Declaration): Promise<void> {
    const { keyManager } = inputs;
    const saving = this.saved.get(keyManager) ?? this.save(inputs);
    this.saved.set(keyManager, saving);
    return saving;
  }

  private async save({ keyManager, ownership }: Declaration): Promise<void> {
    const api = this.api();
    const item = await api.findByName(keyManager).catch((error: unknown) => {
      throw isNotAllowed(error) ? mayNotSave(keyManager, error) : error;
    });
    if (item === undefined) throw new Error(`WSO2 has no Key Manager "${keyManager}".`);
    const live = await api.fetch(item.id);
    const mark = markOfEntry(live);
    if (mark === undefined || mark.owner !== ownership?.owner) {
      throw new Error(
        `WSO2 has not loaded the Key Manager "${keyManager}", which ` +
          `${mark ? `belongs to ${describeOwner(mark)}` : "is not this stack's"}. Run pulumi up ` +
          "there, or save it in the Admin Portal, and check that it can log in to Auth0.",
      );
    }
    console.log(`The Key Manager "${keyManager}" is saved once more, so that WSO2 loads it.`);
    await api.update(item.id, live);
    const others = (await api.list()).filter(
      (other) => other.type === item.type && other.name !== keyManager && isLoadable(other),
    );
    if (others.length === 0) return;
    console.log(
      "After a restart, WSO2 stops loading Key Managers at the first one that cannot log in. " +
        "These may not be loaded, either, until each is saved once more: " +
        `${others.map(({ name }) => `"${name}"`).join(", ")}.`,
    );
  }
}

function mayNotSave(keyManager: string, cause: unknown): Error {
  return new Error(
    `WSO2 has not loaded the Key Manager "${keyManager}", and this login may not save it once more, so that ` +
      "WSO2 loads it. Run pulumi up in the stack that declares the Key Manager, or have an administrator of " +
      "WSO2 save it in the Admin Portal. Then run this again.",
    { cause },
  );
}

const eventOf = ({ keyManager }: Declaration) => `WSO2 has loaded the Key Manager "${keyManager}"`;
