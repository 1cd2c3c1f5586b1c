package referee;

import java.util.List;
import java.util.Map;
import org.wso2.carbon.apimgt.persistence.dto.AdminContentSearchResult;
import org.wso2.carbon.apimgt.persistence.dto.DevPortalAPI;
import org.wso2.carbon.apimgt.persistence.dto.DevPortalAPIInfo;

/** What APIs and their registry had not from the beginning. */
final class LaterApis {
  private LaterApis() {}

  static Map<String, Stub.Answer> persistence() {
    return Map.of("searchContentForAdmin", arguments -> noUsages());
  }

  private static AdminContentSearchResult noUsages() {
    AdminContentSearchResult result = new AdminContentSearchResult();
    result.setApis(List.of());
    result.setApplications(List.of());
    return result;
  }

  static void setDisplayName(DevPortalAPIInfo api, String name) {
    api.setDisplayName(name);
  }

  static void setDisplayName(DevPortalAPI api, String name) {
    api.setDisplayName(name);
  }
}
