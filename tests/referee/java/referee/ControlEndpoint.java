package referee;

import com.google.gson.Gson;
import java.sql.SQLException;
import java.util.List;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;

/** {@code POST /referee/…}: our own, for what a test does beside WSO2's REST APIs. */
@Path("/")
public final class ControlEndpoint {
  private final Database database;
  private final PublishedApis apis;

  private ControlEndpoint(Database database, PublishedApis apis) {
    this.database = database;
    this.apis = apis;
  }

  static void start(int port, Database database, PublishedApis apis) {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setAddress("http://127.0.0.1:" + port + "/referee");
    factory.setServiceBeans(List.of(new ControlEndpoint(database, apis)));
    factory.create();
  }

  /** An empty server again. */
  @POST
  @Path("reset")
  public void reset() throws SQLException {
    TrustedAuthority.forget();
    LoadedKeyManagers.forgetAll();
    apis.removeAll();
    Approvals.need(List.of());
    database.empty();
    forgetSubscribers();
  }

  /** A server with its Key Managers and APIs, but without applications. */
  @POST
  @Path("reset-applications")
  public void resetApplications() throws SQLException {
    database.emptyApplications();
  }

  /** A server without applications whose Developer Portal nobody has been in. */
  @POST
  @Path("forget-subscribers")
  public void forgetSubscribers() throws SQLException {
    database.emptySubscribers();
    TenantCaches.forget("subscriberCache");
  }

  /** The body is the certificate of an authority, as PEM. */
  @POST
  @Path("trust")
  public void trust(String pem) throws Exception {
    TrustedAuthority.trust(pem);
  }

  /** The body is an API. */
  @POST
  @Path("apis")
  public void publish(String api) throws SQLException {
    apis.publish(new Gson().fromJson(api, PublishedApis.Api.class));
  }

  /** The body names workflows that need approval, one a line. */
  @POST
  @Path("approvals")
  public void needApproval(String workflows) {
    Approvals.need(workflows.lines().toList());
  }

  /** Names of the Key Managers in memory, one a line. */
  @POST
  @Path("loaded")
  public String loaded() {
    return String.join("\n", LoadedKeyManagers.names());
  }
}
