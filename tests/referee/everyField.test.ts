import { tenantEndpoints } from "../../components/auth0/tenant";
import { keyManagerEndpoints } from "../../components/auth0KeyManager";
import { everyField } from "../components/wso2/keyManager/everyFieldSuite";
import { ownershipOf } from "../support/lifeCycles";
import { emptyReferee, refereeUnavailable } from "./referee";

const unavailable = refereeUnavailable();

if (unavailable === undefined) {
  everyField(
    "every field of a Key Manager on WSO2's own code",
    async () => {
      const referee = await emptyReferee();
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
    // Other token types need identity providers, which the referee does not have.
    { leftOut: ["tokenType", "alias"] },
  );
} else {
  it.skip(`every field of a Key Manager on WSO2's own code (${unavailable})`);
}
