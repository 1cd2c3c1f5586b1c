import { tenantEndpoints } from "../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../components/auth0KeyManager";
import { everyField } from "../components/wso2/keyManager/everyFieldSuite";
import { ownershipOf } from "../support/lifeCycles";
import { emptyReferee, refereeUnavailable } from "./referee";

const releases = [
  { release: "4.1", basePath: "/api/am/admin/v3" },
  { release: "4.7", basePath: "/api/am/admin/v4" },
] as const;

for (const { release, basePath } of releases) {
  const title = `every field of a Key Manager on WSO2's own code of ${release}`;
  const unavailable = refereeUnavailable(release);
  if (unavailable !== undefined) {
    it.skip(`${title} (${unavailable})`);
    continue;
  }
  everyField(
    title,
    async () => {
      const referee = await emptyReferee(release);
      const { username, password } = referee;
      return {
        server: {
          wso2: { url: referee.url, administrator: { username, password } },
          certificateAuthority: { certificate: "" },
        },
        declaration: {
          name: "fields",
          clientId: "id",
          clientSecret: "secret",
          ...keyManagerEndpoints(tenantEndpoints("localhost:1")),
          ownership: ownershipOf("fields"),
        },
        close: () => referee.reset(),
      };
    },
    // Other token types need identity providers, which the referee does not have; nor has it fields of a
    // release to come.
    { release, basePath, leftOut: ["tokenType", "alias", "additionalFields"] },
  );
}
