import type { Release } from "../../../../components/wso2/rest/releases";
import { startSandbox } from "auth0-wso2-sandbox";
import { declarationFor } from "../../../support/declaration";
import { everyField } from "./everyFieldSuite";
import { fieldExamples } from "./fieldExamples";

const basePaths: Partial<Record<Release, string>> = {
  "4.0": "/api/am/admin/v2",
  "4.1": "/api/am/admin/v3",
};

export function everyFieldOnSandbox(release: Release): void {
  const basePath = basePaths[release];
  everyField(
    `every field of a Key Manager on release ${release}`,
    async () => {
      const sandbox = await startSandbox({ release });
      sandbox.wso2.state.furtherFields = Object.keys(fieldExamples.additionalFields.declared);
      const declaration = await declarationFor(sandbox, "fields");
      return { server: sandbox, declaration, close: () => sandbox.close() };
    },
    { release, ...(basePath !== undefined && { basePath }) },
  );
}
