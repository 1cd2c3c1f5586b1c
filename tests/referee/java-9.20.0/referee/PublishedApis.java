package referee;

import java.util.Map;
import org.wso2.carbon.apimgt.persistence.APIPersistence;

/** There is no Developer Portal here, and the admin API asks for no API. */
final class PublishedApis {
  PublishedApis(Database database) {}

  record Api(String id, String name, String version, String context) {}

  void publish(Api api) {
    throw new MissingStandIn("the Developer Portal");
  }

  void removeAll() {}

  APIPersistence persistence() {
    return Stub.of(APIPersistence.class, Map.of());
  }
}
