package referee;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wso2.carbon.apimgt.persistence.APIPersistence;
import org.wso2.carbon.apimgt.persistence.dto.DevPortalAPI;
import org.wso2.carbon.apimgt.persistence.dto.DevPortalAPIInfo;
import org.wso2.carbon.apimgt.persistence.dto.DevPortalAPISearchResult;

/**
 * Stands in for the registry of APIs, in which the Publisher would have put them. Its search knows
 * {@code name:}, {@code version:} and free words; no API selects a Key Manager by its name.
 */
final class PublishedApis {
  private static final String DEFINITION =
      "{\"openapi\":\"3.0.1\",\"info\":{\"title\":\"API\",\"version\":\"1\"},\"paths\":{}}";

  /** In milliseconds since 1970, as the registry keeps it. */
  private static final String CREATED = "1700000000000";

  private final Database database;
  private final Map<String, Api> apis = new LinkedHashMap<>();

  /** An API as the Publisher publishes it. */
  record Api(String id, String name, String version, String context, List<String> policies) {}

  PublishedApis(Database database) {
    this.database = database;
  }

  void publish(Api api) throws SQLException {
    database.insertApi(api);
    apis.put(api.id(), api);
  }

  void removeAll() {
    apis.clear();
  }

  APIPersistence persistence() {
    Map<String, Stub.Answer> answers = new HashMap<>(LaterApis.persistence());
    answers.putAll(
        Map.of(
            "searchAPIsForDevPortal",
                arguments -> found((String) arguments[1], (int) arguments[2], (int) arguments[3]),
            "getDevPortalAPI", arguments -> inFull(apis.get((String) arguments[1])),
            "getOASDefinition", arguments -> DEFINITION,
            "getThumbnail", arguments -> null));
    return Stub.of(APIPersistence.class, answers);
  }

  private DevPortalAPISearchResult found(String query, int start, int offset) {
    Map<String, DevPortalAPIInfo> byName = new TreeMap<>();
    for (Api api : apis.values()) {
      if (matches(api, query)) {
        byName.put(api.name() + "\0" + api.version(), brief(api));
      }
    }
    List<DevPortalAPIInfo> all = new ArrayList<>(byName.values());
    int from = Math.min(start, all.size());
    DevPortalAPISearchResult result = new DevPortalAPISearchResult();
    result.setDevPortalAPIInfoList(
        new ArrayList<>(all.subList(from, Math.min(from + offset, all.size()))));
    result.setTotalAPIsCount(all.size());
    result.setReturnedAPIsCount(all.size());
    return result;
  }

  private static boolean matches(Api api, String query) {
    for (String term : query.trim().split("\\s+")) {
      String value = term.replaceFirst("^\\w+:", "").replaceAll("[*\"]", "").toLowerCase();
      boolean fits =
          term.startsWith("version:")
              ? api.version().equalsIgnoreCase(value)
              : term.contains(":") && !term.startsWith("name:")
                  ? true
                  : api.name().toLowerCase().contains(value);
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static DevPortalAPIInfo brief(Api api) {
    DevPortalAPIInfo info = new DevPortalAPIInfo();
    info.setId(api.id());
    info.setApiName(api.name());
    LaterApis.setDisplayName(info, api.name());
    info.setVersion(api.version());
    info.setContext(api.context());
    info.setProviderName("admin");
    info.setType("HTTP");
    info.setStatus("PUBLISHED");
    info.setGatewayVendor("wso2");
    info.setCreatedTime(CREATED);
    info.setAvailableTierNames(new LinkedHashSet<>(api.policies()));
    info.setSubscriptionAvailability("current_tenant");
    return info;
  }

  private static DevPortalAPI inFull(Api api) {
    if (api == null) {
      return null;
    }
    DevPortalAPI full = new DevPortalAPI();
    full.setId(api.id());
    full.setApiName(api.name());
    LaterApis.setDisplayName(full, api.name());
    full.setVersion(api.version());
    full.setContext(api.context() + "/" + api.version());
    full.setContextTemplate(api.context() + "/{version}");
    full.setProviderName("admin");
    full.setType("HTTP");
    full.setStatus("PUBLISHED");
    full.setGatewayVendor("wso2");
    full.setCreatedTime(CREATED);
    full.setAvailableTierNames(new LinkedHashSet<>(api.policies()));
    full.setSubscriptionAvailability("current_tenant");
    full.setVisibility("public");
    full.setTransports("http,https");
    full.setKeyManagers(List.of("all"));
    full.setEnvironments(Set.of());
    return full;
  }
}
