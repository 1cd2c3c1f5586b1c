package referee;

import java.sql.SQLException;
import java.util.List;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;

/** {@code POST /referee/reset}: our own, so that each test begins with an empty server. */
@Path("/")
public final class ResetEndpoint {
  private final Database database;

  private ResetEndpoint(Database database) {
    this.database = database;
  }

  static void start(int port, Database database) {
    JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
    factory.setAddress("http://127.0.0.1:" + port + "/referee");
    factory.setServiceBeans(List.of(new ResetEndpoint(database)));
    factory.create();
  }

  @POST
  @Path("reset")
  public void reset() throws SQLException {
    database.empty();
  }
}
