package referee;

import java.util.List;
import java.util.Map;
import org.wso2.carbon.apimgt.persistence.APIPersistence;
import org.wso2.carbon.apimgt.persistence.dto.AdminContentSearchResult;

/** Stands in for the registry of APIs: no API uses any key manager. */
final class NoApis {
  private NoApis() {}

  static APIPersistence persistence() {
    return Stub.of(
        APIPersistence.class, Map.of("searchContentForAdmin", arguments -> nothingFound()));
  }

  private static AdminContentSearchResult nothingFound() {
    AdminContentSearchResult result = new AdminContentSearchResult();
    result.setApis(List.of());
    result.setApplications(List.of());
    return result;
  }
}
