import { releases } from "../../../../components/wso2/rest/releases";
import { startSandbox } from "auth0-wso2-sandbox";
import { declarationFor } from "../../../support/declaration";
import { everyField } from "./everyFieldSuite";

const basePaths: Record<string, string> = { "4.0": "/api/am/admin/v2", "4.1": "/api/am/admin/v3" };

for (const release of releases) {
  everyField(
    `every field of a Key Manager on release ${release}`,
    async () => {
      const sandbox = await startSandbox({ release });
      const declaration = await declarationFor(sandbox, "fields");
      return { server: sandbox, declaration, close: () => sandbox.close() };
    },
    { release, ...(basePaths[release] !== undefined && { basePath: basePaths[release] }) },
  );
}
